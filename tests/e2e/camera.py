"""A camera for Chromium: pictures of codes as a y4m video, which the browser plays over and over, from the file.

All pictures are of one size, so a new one is written over the old: an open camera sees it with its next frame.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import qrcode
from PIL import Image, ImageEnhance, ImageFilter

SIZE = (1280, 720)
WALL = (118, 124, 121)  # what stands behind a phone held before a camera
FRAMES_A_SECOND = 10


def launch_arguments(video: Path) -> list[str]:
    """The options of Chromium that put the video in place of a camera and allow it without asking."""
    return [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={video}",
    ]


def qr_picture(text: str, side: int = 420) -> Image.Image:
    """A QR code of level L on white with its quiet zone, as a phone shows it; about `side` pixels wide."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_L, border=4)
    code.add_data(text)
    code.make(fit=True)
    code.box_size = max(2, side // (code.modules_count + 8))
    return code.make_image().get_image().convert("RGB")


def scene(*pictures: Image.Image) -> Image.Image:
    """The pictures side by side before a wall, each in the middle of its share of the width."""
    frame = Image.new("RGB", SIZE, WALL)
    share = SIZE[0] // max(1, len(pictures))
    for place, picture in enumerate(pictures):
        left = place * share + (share - picture.width) // 2
        frame.paste(picture, (left, (SIZE[1] - picture.height) // 2))
    return frame


def dim(frame: Image.Image) -> Image.Image:
    """The same in a dark room."""
    return ImageEnhance.Brightness(frame).enhance(0.12)


def unsharp(frame: Image.Image) -> Image.Image:
    """The same through a lens that does not focus."""
    return frame.filter(ImageFilter.GaussianBlur(14))


def write_video(path: Path, frames: Sequence[Image.Image]) -> None:
    """Write the frames as a y4m video (4:2:0), over the one that is there: a frame that is read in mid-write is half
    the old picture and half the new one, in which nobody finds a code."""
    width, height = SIZE
    path.touch()
    with path.open("r+b", buffering=0) as video:
        video.write(f"YUV4MPEG2 W{width} H{height} F{FRAMES_A_SECOND}:1 Ip A1:1 C420jpeg\n".encode())
        for frame in frames:
            luma, blue, red = frame.convert("YCbCr").split()
            half = (width // 2, height // 2)
            video.write(b"FRAME\n" + luma.tobytes() + blue.resize(half).tobytes() + red.resize(half).tobytes())


@dataclass(frozen=True)
class Camera:
    """What stands before the camera of a browser started with `launch_arguments(camera.video)`, open or not."""

    video: Path

    def show(self, *texts: str) -> None:
        """Codes with these texts, side by side."""
        self.show_frame(scene(*(qr_picture(text) for text in texts)))

    def show_frame(self, frame: Image.Image) -> None:
        write_video(self.video, [frame, frame])
