// Two clients of one parallel port, of which the second has to wait for the first: parport_claim() takes it off the wait list.
#include <fcntl.h>
#include <linux/parport.h>
#include <linux/ppdev.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

static int client(void)
{
	int fd = open("/dev/parport0", O_RDWR);

	if (fd < 0 || ioctl(fd, PPCLAIM)) {
		perror("/dev/parport0");
		exit(1);
	}
	return fd;
}

int main(void)
{
	// The device takes a byte, and its interrupt says so: the handler takes cad_lock.
	unsigned char taken = PARPORT_CONTROL_INIT | PARPORT_CONTROL_SELECT;
	unsigned char strobe = taken | PARPORT_CONTROL_STROBE;
	int fd = client(), status = 0;
	pid_t second;

	ioctl(fd, PPWCONTROL, &strobe);
	ioctl(fd, PPWCONTROL, &taken);
	usleep(100000);
	second = fork();
	if (!second) {
		close(fd);
		client();
		return 0;
	}
	sleep(1);
	// Not PPRELEASE: the driver does one ioctl at a time, and the second client is in one.
	close(fd);
	waitpid(second, &status, 0);
	puts(status ? "the second client failed" : "the second client had the port");
	return 0;
}
