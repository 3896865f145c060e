// Ask a network card, eth0 if none is named, for shorter rings, as `ethtool -G` does.
#include <linux/ethtool.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

int main(int argc, char **argv)
{
	struct ethtool_ringparam rings = {.cmd = ETHTOOL_GRINGPARAM};
	struct ifreq request = {.ifr_data = (char *)&rings};
	// Any socket does; this kind needs no protocol.
	int fd = socket(AF_NETLINK, SOCK_RAW, 0);

	snprintf(request.ifr_name, sizeof(request.ifr_name), "%s", argc > 1 ? argv[1] : "eth0");
	if (fd < 0 || ioctl(fd, SIOCETHTOOL, &request)) {
		perror(request.ifr_name);
		return 1;
	}
	printf("%u, %u\n", rings.rx_pending, rings.tx_pending);
	rings.cmd = ETHTOOL_SRINGPARAM;
	rings.rx_pending /= 2;
	rings.tx_pending /= 2;
	if (ioctl(fd, SIOCETHTOOL, &request)) {
		perror(request.ifr_name);
		return 1;
	}
	puts("the rings are shorter");
	return 0;
}
