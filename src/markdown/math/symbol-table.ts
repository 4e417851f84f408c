/**
 * The symbols of TeX by the class of their atoms: a line for each character, with its names. Made from Temml (MIT) by
 * `npx vitest run test/markdown/math/symbol-table.test.ts -u`.
 */
export const SYMBOL_TABLE = {
  big: `
⋂ bigcap
⋃ bigcup
⨃ bigcupdot
⨄ bigcupplus biguplus
⨇ bigdoublevee
⨈ bigdoublewedge
⨀ bigodot
⨁ bigoplus
⨂ bigotimes
⨅ bigsqcap
⨆ bigsqcup
⨉ bigtimes
⋁ bigvee
⋀ bigwedge
∐ coprod
∫ intop smallint
∏ prod
∑ sum
`,
  bin: `
⋒ Cap doublecap
⋓ Cup doublecup
⋈ Join bowtie
⊼ Nand barwedge
⊽ Nor barvee
⨷ Otimes
⩎ Sqcap
⩏ Sqcup
⩔ Vee
⩓ Wedge
⊻ Xor veebar
⨿ amalg
∗ ast
⩃ barcap
⩂ barcup
◯ bigcirc
▽ bigtriangledown
△ bigtriangleup
⧗ blackhourglass
⧆ boxast
⧈ boxbox
⧇ boxcircle
⊡ boxdot
⊟ boxminus
⊞ boxplus
⧄ boxslash
⊠ boxtimes
∙ bullet
∩ cap
⩈ capbarcup
⩀ capdot
⩇ capovercup
⋅ cdot
∘ circ
⊛ circledast
⊚ circledcirc
⊝ circleddash
⊜ circledequal
⦷ circledparallel
⦶ circledvert
⦵ circlehbar
⩍ closedvarcap
⩌ closedvarcup
⟡ concavediamond
⟢ concavediamondtickleft
⟣ concavediamondtickright
∪ cup
⩆ cupovercap
⋎ curlyvee
⋏ curlywedge
† dagger
‡ ddagger
⋄ diamond
÷ div
⋇ divideontimes
∸ dotminus
∔ dotplus
⩢ doublebarvee
⩞ doublebarwedge
⟗ fullouterjoin
⋗ gtrdot
⧖ hourglass
⊺ intercal
⫴ interleave
∾ invlazys
∧ land wedge
⟕ leftouterjoin
⋋ leftthreetimes
⋖ lessdot
⊲ lhd
∨ lor vee
⟠ lozengeminus
⋉ ltimes
⨪ minusdot
⨫ minusfdots
⨬ minusrdots
∓ mp
⌽ obar
⦸ obslash
⨸ odiv
⊙ odot
⧁ ogreaterthan
⧀ olessthan
⊖ ominus
⦹ operp
⊕ oplus
⊘ oslash
⊗ otimes
⨶ otimeshat
± pm
⊳ rhd
⟖ rightouterjoin
⋌ rightthreetimes
⋊ rtimes
∖ setminus smallsetminus
⧢ shuffle
⨳ smashtimes
⊓ sqcap
⊔ sqcup
⫽ sslash
⋆ star
⫶ threedotcolon
× times
◃ triangleleft
⨺ triangleminus
⨹ triangleplus
▹ triangleright
⨻ triangletimes
⩋ twocaps
⩊ twocups
⦂ typecolon
⊴ unlhd
⊵ unrhd
⊎ uplus
⟇ veedot
⩣ veedoublebar
⩖ veeonvee
⩟ wedgebar
⟑ wedgedot
⩠ wedgedoublebar
⩕ wedgeonwedge
⟤ whitesquaretickleft
⟥ whitesquaretickright
≀ wr
`,
  close: `
⌟ lrcorner
⟫ rAngle
⦄ rBrace
‖ rVert
⟩ rangle
⌉ rceil
⌋ rfloor
⟯ rgroup
⎱ rmoustache
⦊ rrangle
⟧ rrbracket
⦈ rrparenthesis
| rvert
⌝ urcorner
`,
  inner: `
⋯ cdots dotsb dotsm
⋱ ddots
… dots dotsc dotso ldots mathellipsis
⋰ iddots
`,
  integral: `
⨏ fint
⨌ iiiint
∭ iiint
∬ iint
∫ int
⨎ intBar
⨍ intbar
⨙ intcap
∱ intclockwise
⨚ intcup
⨗ intlarhk
⨘ intx
∰ oiiint
∯ oiint
∮ oint
⨕ pointint
⨒ rppolint
⨓ scpolint
⨖ sqint
∲ varointclockwise
`,
  open: `
⟪ lAngle
⦃ lBrace
‖ lVert
⟨ langle
⌈ lceil
⌊ lfloor
⟮ lgroup
⦉ llangle
⟦ llbracket
⌞ llcorner
⦇ llparenthesis
⎰ lmoustache
¬ lnot neg
| lvert
∇ nabla
⌜ ulcorner
`,
  ord: `
Æ AE
Α Alpha
Å Angstrom
𝕜 Bbbk
Β Beta
⫫ Bot
□ Box square
Χ Chi
Ϙ Coppa
Ð DH
Đ DJ
Δ Delta
◊ Diamond lozenge
Ε Epsilon
Η Eta
Ⅎ Finv
⅁ Game
Γ Gamma
ℑ Im
Ι Iota
Κ Kappa
Ϟ Koppa
Λ Lambda
Μ Mu
Ŋ NG
Ν Nu
Œ OE
Ω Omega
Ο Omicron
¶ P
Φ Phi
Π Pi
Ψ Psi
∎ QED
ℜ Re
Ρ Rho
§ S
Ϡ Sampi
Σ Sigma
Ϛ Stigma
Þ TH
Τ Tau
Θ Theta
Υ Upsilon
‖ Vert
Ξ Xi
Ζ Zeta
æ ae
ℵ aleph
α alpha upalpha
∠ angle
☉ astrosun
‶ backdprime
‵ backprime
‷ backtrprime
✗ ballotx
β beta upbeta
ℶ beth
★ bigstar
⧫ blacklozenge
■ blacksquare
▲ blacktriangle
▼ blacktriangledown
⊥ bot
¢ cent
✓ checkmark
χ chi upchi
® circledR
Ⓢ circledS
♣ clubsuit
∁ complement
ϙ coppa varcoppa
© copyright
† dag
ℸ daleth
‡ ddag
° degree
δ delta updelta
ð dh eth
╲ diagdown
╱ diagup
⌀ diameter
♢ diamondsuit
ϝ digamma
đ dj
″ dprime
ℓ ell
∅ emptyset varnothing
ϵ epsilon upepsilon
η eta upeta
€ euro
∃ exists
♀ female
♭ flat
∀ forall
γ gamma upgamma
ℷ gimel
ℏ hbar hslash
♡ heartsuit
ı imath
∞ infty
⅋ invamp parr upand
ι iota upiota
ȷ jmath
κ kappa upkappa
ϟ koppa
λ lambda uplambda
☾ leftmoon
↯ lightning
♂ male
✠ maltese
£ mathsterling pounds
∡ measuredangle
℧ mho
μ mu upmu
⧟ multimapboth
⟜ multimapinv
♮ natural
∄ nexists
ŋ ng
ν nu upnu
œ oe
ω omega upomega
ο omicron upomicron
∂ partial
‰ permil
ϕ phi upphi
π pi uppi
′ prime
ψ psi uppsi
⁗ qprime
ρ rho uprho
☽ rightmoon
ϡ sampi
♯ sharp
↕ shift
↑ shneg
↓ shpos
σ sigma upsigma
☺ smiley
♠ spadesuit
∢ sphericalangle
ß ss
ϛ stigma
☼ sun
τ tau uptau
θ theta uptheta
⊤ top
△ triangle
▽ triangledown
‴ trprime
υ upsilon upupsilon
ξ upxi xi
ζ upzeta zeta
𝛥 varDelta
𝛤 varGamma
𝛬 varLambda
𝛺 varOmega
𝛷 varPhi
𝛱 varPi
𝛹 varPsi
𝛴 varSigma
𝛩 varTheta
𝛶 varUpsilon
𝛯 varXi
♧ varclubsuit
♦ vardiamondsuit
ε varepsilon
♥ varheartsuit
ϰ varkappa
φ varphi
ϖ varpi
ϱ varrho
ς varsigma
♤ varspadesuit
ϑ vartheta
⋮ varvdots vdots
| vert
℘ wp
¥ yen
`,
  punct: `
· cdotp
. ldotp
`,
  rel: `
≎ Bumpeq
⩴ Coloneqq coloncolonequals
≑ Doteq doteqdot
⇓ Downarrow
⇐ Leftarrow
⇔ Leftrightarrow
⇚ Lleftarrow
⟸ Longleftarrow impliedby
⟺ Longleftrightarrow iff
⟹ Longrightarrow implies
↰ Lsh
⫫ Perp
⇒ Rightarrow
⇛ Rrightarrow
↱ Rsh
⋐ Subset
⋑ Supset
⇑ Uparrow
⇕ Updownarrow
⊫ VDash
⊩ Vdash
⊪ Vvdash
≈ approx thickapprox
≊ approxeq
≘ arceq
≍ asymp
≌ backcong
∍ backepsilon
∽ backsim
⋍ backsimeq
∵ because
≬ between
◀ blacktriangleleft
▶ blacktriangleright
≏ bumpeq
≗ circeq
↺ circlearrowleft
↻ circlearrowright
∷ coloncolon dblcolon
≔ coloneqq colonequals
≅ cong
⋞ curlyeqprec
⋟ curlyeqsucc
↶ curvearrowleft
↷ curvearrowright
⇠ dashleftarrow
⇢ dashrightarrow
⊣ dashv
≐ doteq
↓ downarrow
⇊ downdownarrows
⇃ downharpoonleft
⇂ downharpoonright
≖ eqcirc
∹ eqcolon minuscolon
≝ eqdef
⩵ eqeq
⩶ eqeqeq
≕ eqqcolon equalscolon
≂ eqsim
⪖ eqslantgtr
⪕ eqslantless
= equal
≡ equiv
≒ fallingdotseq
⌢ frown smallfrown
≥ ge geq
≧ geqq
⩾ geqslant
← gets leftarrow
≫ gg
⋙ ggg gggtr
⪊ gnapprox
⪈ gneq
≩ gneqq gvertneqq
⋧ gnsim
⪆ gtrapprox
⋛ gtreqless
⪌ gtreqqless
≷ gtrless
≳ gtrsim
↩ hookleftarrow
↪ hookrightarrow
⊷ imageof
∈ in
≤ le leq
⇝ leadsto rightsquigarrow
↢ leftarrowtail
↽ leftharpoondown
↼ leftharpoonup
⇇ leftleftarrows
↔ leftrightarrow
⇆ leftrightarrows
⇋ leftrightharpoons
↭ leftrightsquigarrow
≦ leqq
⩽ leqslant
⪅ lessapprox
⋚ lesseqgtr
⪋ lesseqqgtr
≶ lessgtr
≲ lesssim
≪ ll
⋘ lll llless
⪉ lnapprox
⪇ lneq
≨ lneqq lvertneqq
⋦ lnsim
⟵ longleftarrow
⟷ longleftrightarrow
⟼ longmapsto
⟶ longrightarrow
↫ looparrowleft
↬ looparrowright
↤ mapsfrom
↦ mapsto
≞ measeq
| mid
⊨ models vDash
⊸ multimap
⇍ nLeftarrow
⇎ nLeftrightarrow
⇏ nRightarrow
⊯ nVDash
⊮ nVdash
≆ ncong
≠ ne neq
↗ nearrow
≱ ngeq ngeqq ngeqslant
≯ ngtr
∋ ni owns
↚ nleftarrow
↮ nleftrightarrow
≰ nleq nleqq nleqslant
≮ nless
∤ nmid nshortmid
∉ notin
∌ notni
∦ nparallel nshortparallel
⊀ nprec
⋠ npreceq
↛ nrightarrow
≁ nsim
⊄ nsubset
⊈ nsubseteq nsubseteqq
⊁ nsucc
⋡ nsucceq
⊅ nsupset
⊉ nsupseteq nsupseteqq
⋪ ntriangleleft
⋬ ntrianglelefteq
⋫ ntriangleright
⋭ ntrianglerighteq
⊭ nvDash
⊬ nvdash
↖ nwarrow
⊶ origof
∥ parallel shortparallel
⟂ perp
⋔ pitchfork
≺ prec
⪷ precapprox
≼ preccurlyeq
⪯ preceq
⪹ precnapprox
⪵ precneqq
⋨ precnsim
≾ precsim
∝ propto varpropto
≟ questeq
↾ restriction upharpoonright
→ rightarrow to
↣ rightarrowtail
⇁ rightharpoondown
⇀ rightharpoonup
⇄ rightleftarrows
⇌ rightleftharpoons
⇉ rightrightarrows
≓ risingdotseq
↘ searrow
∣ shortmid
∼ sim thicksim
≃ simeq
⌣ smallsmile smile
⊏ sqsubset
⊑ sqsubseteq
⊐ sqsupset
⊒ sqsupseteq
≛ stareq
⥼ strictfi
⥽ strictif
⊂ subset
⊆ subseteq
⫅ subseteqq
⊊ subsetneq varsubsetneq
⫋ subsetneqq varsubsetneqq
≻ succ
⪸ succapprox
≽ succcurlyeq
⪰ succeq
⪺ succnapprox
⪶ succneqq
⋩ succnsim
≿ succsim
⊃ supset
⊇ supseteq
⫆ supseteqq
⊋ supsetneq varsupsetneq
⫌ supsetneqq varsupsetneqq
↙ swarrow
∴ therefore
⊴ trianglelefteq
≜ triangleq
⊵ trianglerighteq
↞ twoheadleftarrow
↠ twoheadrightarrow
↑ uparrow
↕ updownarrow
↿ upharpoonleft
⇈ upuparrows
△ vartriangle
⊲ vartriangleleft
⊳ vartriangleright
⊢ vdash
≚ veeeq
≙ wedgeq
`,
} as const;
