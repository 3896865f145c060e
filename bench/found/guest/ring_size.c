// Ask the network card for shorter rings, as `ethtool -G` does.
#include <linux/ethtool.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

int main(void)
{
	struct ethtool_ringparam rings = {.cmd = ETHTOOL_GRINGPARAM};
	struct ifreq request = {.ifr_name = "eth0", .ifr_data = (char *)&rings};
	// Any socket does; this kind needs no protocol.
	int fd = socket(AF_NETLINK, SOCK_RAW, 0);

	if (fd < 0 || ioctl(fd, SIOCETHTOOL, &request)) {
		perror("eth0");
		return 1;
	}
	printf("%u, %u\n", rings.rx_pending, rings.tx_pending);
	rings.cmd = ETHTOOL_SRINGPARAM;
	rings.rx_pending /= 2;
	rings.tx_pending /= 2;
	if (ioctl(fd, SIOCETHTOOL, &request)) {
		perror("eth0");
		return 1;
	}
	puts("the rings are shorter");
	return 0;
}
