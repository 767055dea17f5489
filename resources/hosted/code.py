# SPDX-License-Identifier: GPL-3.0-or-later
# The result as a short code: what was proven here, with a checksum, so that a mistyped one is noticed.
import datetime
import hashlib

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U


def result_code(results, gpu, day):
    days = (day - datetime.date(2020, 1, 1)).days
    mask, versions = 0, b""
    for place, name in enumerate(["pytorch", "tensorflow", "keras", "jax"]):
        if name in results:
            mask |= (3 if results[name]["on_gpu"] else 1) << 2 * place
            digits = [int(part) if part.isdigit() else 0 for part in results[name]["version"].split(".")]
            versions += bytes([min(digits[0], 255), min((digits + [0])[1], 255)])
    name = gpu.encode("ascii", "replace")[:32]
    said = bytes([1]) + days.to_bytes(2, "big") + bytes([mask]) + versions + bytes([len(name)]) + name
    said += hashlib.sha256(said).digest()[:3]
    bits = "".join(f"{byte:08b}" for byte in said)
    bits += "0" * (-len(bits) % 5)
    letters = "".join(LETTERS[int(bits[at:at + 5], 2)] for at in range(0, len(bits), 5))
    return "-".join(letters[at:at + 5] for at in range(0, len(letters), 5))


print("@COPY@")
print(result_code(results, gpu, datetime.date.today()))
