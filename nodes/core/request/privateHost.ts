/** Names that no public name server knows. */
const PRIVATE_NAME = [
	// A name without a dot is one of a local network (Docker's service names).
	/^[^.:[\]]+$/,
	/\.(local|localhost|localdomain|internal|intranet|lan|home|corp|private)$/,
	// RFC 8375, and the names that Tailscale gives to the machines of a private network.
	/\.home\.arpa$/,
	/\.ts\.net$/,
];

/** Ranges of IPv4 that are not public (IANA, special-purpose addresses): first address and fixed bits. */
const PRIVATE_IPV4: ReadonlyArray<readonly [string, number]> = [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	// Carrier-grade NAT, also used by Tailscale.
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.168.0.0', 16],
	// Multicast and reserved.
	['224.0.0.0', 3],
];

/** The same for IPv6, by its first 16 bits: first value and fixed bits. */
const PRIVATE_IPV6: ReadonlyArray<readonly [number, number]> = [
	// Unique local, link-local, the older site-local, multicast.
	[0xfc00, 7],
	[0xfe80, 10],
	[0xfec0, 10],
	[0xff00, 8],
];

/** Whether a host lies in a private network, where the service can never reach it. @param hostname as `URL` writes it */
export function isPrivateHost(hostname: string): boolean {
	const host = hostname.toLowerCase().replace(/\.$/, '');
	if (host.startsWith('[')) return isPrivateIpv6(host.slice(1, -1));
	if (/^\d+(\.\d+){3}$/.test(host)) return isPrivateIpv4(numberOf(host));
	return PRIVATE_NAME.some((pattern) => pattern.test(host));
}

function numberOf(ipv4: string): number {
	return ipv4.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function isPrivateIpv4(address: number): boolean {
	return PRIVATE_IPV4.some(([first, bits]) => {
		const size = 2 ** (32 - bits);
		return Math.floor(address / size) === Math.floor(numberOf(first) / size);
	});
}

function isPrivateIpv6(address: string): boolean {
	const [head = '', tail] = address.split('::');
	const left = head ? head.split(':') : [];
	const right = tail ? tail.split(':') : [];
	const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0');
	const groups = [...left, ...zeros, ...right].map((group) => parseInt(group, 16));
	const [first = 0, second = 0] = groups;
	const ipv4 = (groups[6] ?? 0) * 65_536 + (groups[7] ?? 0);
	// Nothing (::), the own machine (::1), and IPv4 in the clothes of IPv6 (::ffff:0:0/96, 64:ff9b::/96).
	if (groups.slice(0, 6).every((group) => group === 0)) return true;
	const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
	const isTranslated = first === 0x64 && second === 0xff9b;
	if (isMapped || isTranslated) return isPrivateIpv4(ipv4);
	return PRIVATE_IPV6.some(([value, bits]) => first >> (16 - bits) === value >> (16 - bits));
}
