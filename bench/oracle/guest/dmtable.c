/* Makes targets of the device mapper, writes and reads through them, and takes them away: what dmsetup would do. */
#include <fcntl.h>
#include <linux/dm-ioctl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static int control;

static int ask(unsigned long request, const char *name, unsigned flags, const char *type, const char *parameters,
	       struct dm_ioctl *answer)
{
	char buffer[4096] __attribute__((aligned(8))) = { 0 };
	struct dm_ioctl *dm = (void *)buffer;
	struct dm_target_spec *spec = (void *)(buffer + sizeof(*dm));

	*dm = (struct dm_ioctl){ .version = { 4, 0, 0 }, .data_size = sizeof(buffer), .data_start = sizeof(*dm), .flags = flags };
	strcpy(dm->name, name);
	if (type) {
		dm->target_count = 1;
		*spec = (struct dm_target_spec){ .length = 8000 };
		strcpy(spec->target_type, type);
		strcpy((char *)(spec + 1), parameters);
	}
	if (ioctl(control, request, dm) < 0) {
		perror(name);
		return -1;
	}
	if (answer)
		*answer = *dm;
	return 0;
}

static void use(const char *name, dev_t device)
{
	char path[64], block[4096] __attribute__((aligned(4096))) = { 1 };

	snprintf(path, sizeof(path), "/dev/dm-%s", name);
	mknod(path, S_IFBLK | 0600, device);
	int fd = open(path, O_RDWR | O_DIRECT | O_SYNC);
	if (fd < 0) {
		perror(path);
		return;
	}
	for (int i = 0; i < 100; i++)
		if (pwrite(fd, block, sizeof(block), i * 4096L) < 0)
			break;
	for (int i = 0; i < 100; i++)
		if (pread(fd, block, sizeof(block), i * 4096L) < 0)
			break;
	close(fd);
}

int main(void)
{
	static const char *tables[][3] = {
		{ "linear", "linear", "/dev/ram11 0" },
		{ "striped", "striped", "2 16 /dev/ram11 0 /dev/ram12 0" },
		{ "crypt", "crypt", "aes-cbc-essiv:sha256 00112233445566778899aabbccddeeff 0 /dev/ram11 0" },
		{ "mirror", "mirror", "core 2 64 nosync 2 /dev/ram11 0 /dev/ram12 0 1 handle_errors" },
		{ "delay", "delay", "/dev/ram11 0 5" },
		{ "flakey", "flakey", "/dev/ram11 0 1 1" },
		{ "snapshot", "snapshot", "/dev/ram11 /dev/ram13 N 8" },
	};

	control = open("/dev/mapper/control", O_RDWR);
	if (control < 0) {
		perror("/dev/mapper/control");
		return 1;
	}
	for (unsigned i = 0; i < sizeof(tables) / sizeof(*tables); i++) {
		struct dm_ioctl made;
		const char *name = tables[i][0];

		if (ask(DM_DEV_CREATE, name, 0, NULL, NULL, &made) < 0)
			continue;
		if (ask(DM_TABLE_LOAD, name, 0, tables[i][1], tables[i][2], NULL) == 0 &&
		    ask(DM_DEV_SUSPEND, name, 0, NULL, NULL, NULL) == 0) {
			use(name, makedev(major(made.dev), minor(made.dev)));
			ask(DM_DEV_SUSPEND, name, DM_SUSPEND_FLAG, NULL, NULL, NULL);
			ask(DM_DEV_SUSPEND, name, 0, NULL, NULL, NULL);
			ask(DM_TABLE_STATUS, name, 0, NULL, NULL, NULL);
		}
		ask(DM_DEV_REMOVE, name, 0, NULL, NULL, NULL);
	}
	return 0;
}
