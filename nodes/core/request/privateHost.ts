/** Names that no public name server knows. */
const PRIVATE_NAMES: readonly RegExp[] = [
	// A name without a dot is one of a local network (Docker's service names).
	/^[^.:]+$/,
	/\.(local|localhost|localdomain|internal|intranet|lan|home|corp|private)$/,
	// RFC 8375, and the names that Tailscale gives to the machines of a private network.
	/\.(home\.arpa|ts\.net)$/,
];

/** Addresses that are not public (IANA, special-purpose addresses), as `URL` writes them. */
const PRIVATE_ADDRESSES: readonly RegExp[] = [
	/^(0|10|127)\./,
	// Carrier-grade NAT, also used by Tailscale.
	/^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
	/^169\.254\./,
	/^172\.(1[6-9]|2\d|3[01])\./,
	/^192\.168\./,
	// Multicast and reserved.
	/^(22[4-9]|2[3-5]\d)\./,
	// Nothing (::), the own machine (::1), and the older way to write IPv4 in IPv6.
	/^\[::([\da-f]+:)?[\da-f]*\]$/,
	// Unique local, link-local, the older site-local, multicast.
	/^\[(f[cd]..|fe[89a-f].|ff..):/,
];

/** IPv4 in the clothes of IPv6 (::ffff:0:0/96, 64:ff9b::/96): its two last groups. */
const IPV4_IN_IPV6 = /^\[(?:::ffff:|64:ff9b::)(?:([\da-f]+):)?([\da-f]*)\]$/;

/** Whether a host lies in a private network, where the service can never reach it. @param hostname as `URL` writes it */
export function isPrivateHost(hostname: string): boolean {
	const host = hostname.replace(/\.$/, '').replace(IPV4_IN_IPV6, asIpv4);
	const isAddress = /^([\d.]+|\[.*)$/.test(host);
	return (isAddress ? PRIVATE_ADDRESSES : PRIVATE_NAMES).some((pattern) => pattern.test(host));
}

function asIpv4(_address: string, high = '', low = ''): string {
	const groups = [high, low].map((group) => parseInt(group || '0', 16));
	return groups.map((group) => `${group >> 8}.${group & 255}`).join('.');
}
