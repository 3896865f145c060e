/* Asks the management controller for what it is, with an address of each user, and waits for the answers. */
#include <fcntl.h>
#include <linux/ipmi.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>

int main(void)
{
	int fd = open("/dev/ipmi0", O_RDWR), yes = 1;
	static const unsigned char commands[][2] = { { 6, 1 }, { 6, 0x37 }, { 10, 0x40 }, { 10, 0x20 }, { 6, 0x33 }, { 4, 0x20 } };

	if (fd < 0) {
		perror("/dev/ipmi0");
		return 1;
	}
	ioctl(fd, IPMICTL_SET_GETS_EVENTS_CMD, &yes);
	for (unsigned i = 0; i < 60; i++) {
		struct ipmi_system_interface_addr to = { .addr_type = IPMI_SYSTEM_INTERFACE_ADDR_TYPE, .channel = IPMI_BMC_CHANNEL };
		struct ipmi_req request = { .addr = (void *)&to, .addr_len = sizeof(to), .msgid = i };
		unsigned char data[256];
		struct ipmi_addr from;
		struct ipmi_recv answer = { .addr = (void *)&from, .addr_len = sizeof(from), .msg.data = data, .msg.data_len = sizeof(data) };
		struct pollfd ready = { .fd = fd, .events = POLLIN };

		request.msg.netfn = commands[i % 6][0];
		request.msg.cmd = commands[i % 6][1];
		if (ioctl(fd, IPMICTL_SEND_COMMAND, &request) < 0)
			perror("send");
		if (poll(&ready, 1, 1000) > 0)
			ioctl(fd, IPMICTL_RECEIVE_MSG_TRUNC, &answer);
	}
	return 0;
}
