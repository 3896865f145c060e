// Ask the root hub of an xHCI controller for the test mode of its first port, as compliance tests do, and leave it.
#include <fcntl.h>
#include <linux/usb/ch9.h>
#include <linux/usbdevice_fs.h>
#include <stdio.h>
#include <sys/ioctl.h>

#define FEATURE_TEST 21
#define TEST_PACKET 4

static int request(int fd, int what, int mode)
{
	struct usbdevfs_ctrltransfer control = {
		.bRequestType = USB_DIR_OUT | USB_TYPE_CLASS | USB_RECIP_OTHER,
		.bRequest = what,
		.wValue = FEATURE_TEST,
		.wIndex = mode << 8 | 1,
		.timeout = 5000,
	};

	return ioctl(fd, USBDEVFS_CONTROL, &control);
}

int main(void)
{
	// The hub for USB 2 is registered first.
	int fd = open("/dev/bus/usb/001/001", O_RDWR);

	if (fd < 0 || request(fd, USB_REQ_SET_FEATURE, TEST_PACKET) || request(fd, USB_REQ_CLEAR_FEATURE, 0)) {
		perror("/dev/bus/usb/001/001");
		return 1;
	}
	puts("the port was in test mode");
	return 0;
}
