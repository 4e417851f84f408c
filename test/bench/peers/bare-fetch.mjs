// The minimum: a script that only calls fetch and copies the response unparsed.
const response = await fetch(`${process.env.ANTHROPIC_BASE_URL}/v1/messages`, {
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: `Bearer ${process.env.ANTHROPIC_API_KEY}` },
  body: JSON.stringify({
    model: 'claude-opus-5-5',
    max_tokens: 16000,
    stream: true,
    messages: [{ role: 'user', content: 'Say hello.' }],
  }),
});
for await (const chunk of response.body) process.stdout.write(chunk);
