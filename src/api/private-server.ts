import { BlockList, isIPv6 } from 'node:net';

/** Loopback (RFC 1122, 4291), private (RFC 1918), link-local (RFC 3927, 4291) and unique local addresses (RFC 4193). */
const PRIVATE: readonly (readonly [address: string, prefix: number])[] = [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['::1', 128],
  ['fe80::', 10],
  ['fc00::', 7],
];

/** Names that never leave the machine (RFC 6761) or the link (RFC 6762). */
const PRIVATE_NAME = /(^|\.)localhost\.?$|\.local\.?$/;

/** Whether a URL leads to this machine or its own network, by its text alone: nothing is resolved. */
export function isPrivateServer(url: string): boolean {
  if (!URL.canParse(url)) return false;
  // The parser has brought addresses into one form.
  const host = new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
  const known = new BlockList();
  for (const [address, prefix] of PRIVATE) known.addSubnet(address, prefix, family(address));
  return PRIVATE_NAME.test(host) || known.check(host, family(host));
}

const family = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');
