package dev.rushes.api.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Tells addresses of the public internet from all others (the IANA special-purpose registries, RFC 6890): what lies
 * inside the operator's own network must not be reached through a webhook.
 */
final class PublicAddress {
    /** Networks of IPv4 that are not public: address, bits. */
    private static final int[][] RESERVED = {
        net(0, 0, 0, 0, 8),
        net(10, 0, 0, 0, 8),
        net(100, 64, 0, 0, 10),
        net(127, 0, 0, 0, 8),
        // Also the metadata services of clouds.
        net(169, 254, 0, 0, 16),
        net(172, 16, 0, 0, 12),
        net(192, 0, 0, 0, 24),
        net(192, 0, 2, 0, 24),
        net(192, 88, 99, 0, 24),
        net(192, 168, 0, 0, 16),
        net(198, 18, 0, 0, 15),
        net(198, 51, 100, 0, 24),
        net(203, 0, 113, 0, 24),
        net(224, 0, 0, 0, 4),
        net(240, 0, 0, 0, 4),
    };

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublicV4(bytes) : isPublicV6(bytes);
    }

    private static boolean isPublicV4(byte[] bytes) {
        int address = word(bytes, 0);
        for (int[] network : RESERVED) {
            if ((address ^ network[0]) >>> (32 - network[1]) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Only 2000::/3 is handed out; of it, tunnels (which contain IPv4 addresses), tests and documentation are left out. */
    private static boolean isPublicV6(byte[] bytes) {
        int first = word(bytes, 0);
        boolean global = first >>> 29 == 0b001;
        boolean protocols = first >>> 9 == 0x20010000 >>> 9;
        boolean documentation = first == 0x20010db8 || first >>> 12 == 0x3fff0000 >>> 12;
        boolean sixToFour = first >>> 16 == 0x2002;
        return global && !protocols && !documentation && !sixToFour;
    }

    private static int word(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 24)
                | ((bytes[at + 1] & 0xff) << 16)
                | ((bytes[at + 2] & 0xff) << 8)
                | (bytes[at + 3] & 0xff);
    }

    private static int[] net(int a, int b, int c, int d, int bits) {
        return new int[] {(a << 24) | (b << 16) | (c << 8) | d, bits};
    }
}
