# SPDX-License-Identifier: GPL-3.0-or-later
# PyTorch multiplies, convolves and differentiates. is_available() proves nothing: "no kernel image" comes with the first calculation.
import torch


def prove(device):
    a, b = torch.from_numpy(A), torch.from_numpy(B)
    images = torch.from_numpy(IMAGES.transpose(0, 3, 1, 2).copy())
    kernel = torch.from_numpy(KERNEL.transpose(3, 2, 0, 1).copy())
    started = time.time()
    kernel = kernel.to(device).requires_grad_()
    product = a.to(device) @ b.to(device)
    output = torch.nn.functional.conv2d(images.to(device), kernel)
    output.sum().backward()
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    seconds = time.time() - started
    for tensor in (product, output, kernel.grad):
        assert tensor.device.type == device.type, "PyTorch computed somewhere else: on " + str(tensor.device)
    check_product(product.cpu().numpy())
    check_convolution(output.detach().cpu().numpy().transpose(0, 2, 3, 1))
    check_gradient(kernel.grad.cpu().numpy().transpose(2, 3, 1, 0))
    return seconds


if must_use_gpu() or torch.cuda.is_available():
    assert torch.cuda.is_available(), "there is an NVIDIA GPU, but PyTorch cannot use it"
    assert torch.cuda.device_count() > 0, "PyTorch sees no GPU"
    names, seconds = [], []
    for index in range(torch.cuda.device_count()):
        before = torch.cuda.max_memory_allocated(index)
        seconds.append(prove(torch.device("cuda", index)))
        assert torch.cuda.max_memory_allocated(index) > before, "the GPU's memory was not used"
        names.append(torch.cuda.get_device_name(index))
    tell(torch.__version__, names, max(seconds), torch.version.cuda)
else:
    tell(torch.__version__, [], prove(torch.device("cpu")))
