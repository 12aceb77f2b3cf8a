#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: audit-parameters.sh SCRIPT
# The call-path audit, on a driver of a few functions: one parameter for each way in which one can be read.
set -u
script=$1
tree=$(mktemp -d) || exit 1
trap 'rm -rf -- "$tree"' EXIT
amdgpu=$tree/drivers/gpu/drm/amd/amdgpu
mkdir -p "$amdgpu"

if "$script" "$tree" >"$tree/out" 2>&1 || ! grep -q 'amdgpu_drv.c: no such file' "$tree/out"; then
    echo "a folder without the driver is not refused:"; cat "$tree/out"; exit 1
fi

cat >"$amdgpu/amdgpu_drv.c" <<'EOF'
int amdgpu_early = -1;
module_param_named(early, amdgpu_early, int, 0444);
module_param_named(block, amdgpu_block, int, 0444);
module_param_named_unsafe(hub, amdgpu_hub, int, 0644);
module_param_named(work, amdgpu_work, int, 0444);
module_param_named(macro, amdgpu_macro, int, 0444);
module_param_named(member, amdgpu_member, int, 0444);
module_param_named(mentioned, amdgpu_mentioned, int, 0444);
module_param(plain, int, 0444);
module_param_named(outside, amdgpu_outside, int, 0444);

static int amdgpu_pci_probe(struct pci_dev *pdev)
{
	return amdgpu_device_init(pdev) + plain;
}

static int amdgpu_pmops_resume(struct device *dev)
{
	/* amdgpu_early is not read here */
	return amdgpu_device_resume(dev, "amdgpu_early");
}

static int amdgpu_connector_reset(struct drm_connector *connector)
{
	return amdgpu_outside;
}

static const struct dev_pm_ops amdgpu_pm_ops = {
	.resume_early = amdgpu_pmops_resume,
};

static const struct drm_connector_funcs amdgpu_connector_funcs = {
	.reset = amdgpu_connector_reset,
};
EOF
cat >"$amdgpu/amdgpu_device.c" <<'EOF'
struct ip_funcs {
	int (*resume)(struct amdgpu_device *adev);
};

#define start_ring(adev) ((adev)->ring->start(adev))
#define call(member, adev) ((adev)->funcs->member(adev))

static void amdgpu_work_handler(struct work_struct *work)
{
	use(amdgpu_work, work);
	call(notify, work);
}

int amdgpu_device_init(struct amdgpu_device *adev)
{
	struct amdgpu_mentioned *type = adev->amdgpu_mentioned;
	INIT_WORK(&adev->work, amdgpu_work_handler);
	amdgpu_work_handler(&adev->work);
	adev->funcs->notify(adev);
	adev->connector->funcs->reset(adev->connector);
	adev->blocks->sw_init(adev);
	adev->blocks->hw_init(adev);
	return amdgpu_early + (type != NULL);
}

int amdgpu_device_resume(struct amdgpu_device *adev)
{
	start_ring(adev);
	return adev->blocks->resume(adev);
}
EOF
cat >"$amdgpu/amdgpu_gmc.c" <<'EOF'
void amdgpu_gmc_set(struct amdgpu_device *adev)
{
	adev->hub = amdgpu_hub;
}
EOF
for generation in 9 10 11; do
    cat >"$amdgpu/gfx_v${generation}_0.c" <<EOF
static int gfx_v${generation}_0_sw_init(struct amdgpu_device *adev)
{
	amdgpu_gmc_set(adev);
	return amdgpu_block;
}

static int gfx_v${generation}_0_start(struct amdgpu_device *adev)
{
	return amdgpu_macro;
}

static int gfx_v${generation}_0_notify(struct amdgpu_device *adev)
{
	return amdgpu_member;
}

static const struct ip_funcs gfx_v${generation}_0_funcs = {
	.sw_init = gfx_v${generation}_0_sw_init,
	.start = gfx_v${generation}_0_start,
	.notify = gfx_v${generation}_0_notify,
};
EOF
done
cat >>"$amdgpu/gfx_v11_0.c" <<'EOF'

static int gfx_v11_0_hw_init(struct amdgpu_device *adev)
{
	return !amdgpu_hub;
}

static int gfx_v11_0_resume(struct amdgpu_device *adev)
{
	return gfx_v11_0_hw_init(adev);
}

static const struct ip_funcs gfx_v11_0_ip_funcs = {
	.hw_init = gfx_v11_0_hw_init,
	.resume = gfx_v11_0_resume,
};
EOF

cat >"$tree/expected" <<'EOF'
block 9:probe 10.1:probe 10.3:probe 11:probe
early 9:probe 10.1:probe 10.3:probe 11:probe
hub 9:probe 10.1:probe 10.3:probe 11:later
macro 9:later 10.1:later 10.3:later 11:later
member 9:later 10.1:later 10.3:later 11:later
mentioned 9:- 10.1:- 10.3:- 11:-
outside 9:later 10.1:later 10.3:later 11:later
plain 9:probe 10.1:probe 10.3:probe 11:probe
work 9:later 10.1:later 10.3:later 11:later
EOF
"$script" "$tree" | tr -s ' ' | sed 's/ $//' >"$tree/out"
diff "$tree/expected" "$tree/out" || exit 1

"$script" "$tree" hub >"$tree/out"
way='11: gfx_v11_0_hw_init < gfx_v11_0_resume < amdgpu_device_resume < amdgpu_pmops_resume'
grep -qF "$way" "$tree/out" || { echo "no way to the later reader:"; cat "$tree/out"; exit 1; }
