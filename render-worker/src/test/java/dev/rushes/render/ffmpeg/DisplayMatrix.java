package dev.rushes.render.ffmpeg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** Marks a stream as turned, as phones do. */
public final class DisplayMatrix {
    private static final int BYTES = 36;

    private DisplayMatrix() {}

    /** To be shown turned clockwise by that many degrees. */
    public static void turn(StreamFormat format, int degrees) {
        int[] matrix = new int[9];
        avutil.av_display_rotation_set(matrix, degrees);
        int[] count = {format.raw.nb_coded_side_data()};
        AVPacketSideData list = format.raw.coded_side_data();
        if (list == null) {
            list = new AVPacketSideData(null);
        }
        AVPacketSideData added =
                avcodec.av_packet_side_data_new(
                        list, count, avcodec.AV_PKT_DATA_DISPLAYMATRIX, BYTES, 0);
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.nativeOrder());
        for (int value : matrix) {
            bytes.putInt(value);
        }
        BytePointer data = added.data();
        data.put(bytes.array(), 0, BYTES);
        format.raw.coded_side_data(list);
        format.raw.nb_coded_side_data(count[0]);
    }
}
