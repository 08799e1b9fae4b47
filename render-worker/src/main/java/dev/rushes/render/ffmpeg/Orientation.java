package dev.rushes.render.ffmpeg;

import dev.rushes.render.timeline.Turn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** Reads the display matrix of a track or a picture. */
final class Orientation {
    private static final int MATRIX_BYTES = 9 * 4;

    private Orientation() {}

    /** How to turn the decoded picture so that it stands upright; only quarter turns and mirrors exist in practice. */
    static Turn of(Track track) {
        AVCodecParameters parameters = track.raw.codecpar();
        int count = parameters.nb_coded_side_data();
        if (count == 0) {
            return Turn.NONE;
        }
        AVPacketSideData matrix =
                avcodec.av_packet_side_data_get(
                        parameters.coded_side_data(), count, avcodec.AV_PKT_DATA_DISPLAYMATRIX);
        if (matrix == null || matrix.isNull() || matrix.size() < MATRIX_BYTES) {
            return Turn.NONE;
        }
        return read(matrix.data());
    }

    /** How to turn a decoded still picture: cameras write it into the picture itself (EXIF). */
    static Turn of(AVFrame picture) {
        AVFrameSideData matrix =
                avutil.av_frame_get_side_data(picture, avutil.AV_FRAME_DATA_DISPLAYMATRIX);
        if (matrix == null || matrix.isNull() || matrix.size() < MATRIX_BYTES) {
            return Turn.NONE;
        }
        return read(matrix.data());
    }

    private static Turn read(BytePointer matrix) {
        ByteBuffer bytes =
                matrix.capacity(MATRIX_BYTES).asByteBuffer().order(ByteOrder.nativeOrder());
        return Turn.ofMatrix(bytes.getInt(0), bytes.getInt(4), bytes.getInt(12), bytes.getInt(16));
    }
}
