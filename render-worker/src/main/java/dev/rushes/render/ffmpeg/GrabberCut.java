package dev.rushes.render.ffmpeg;

import java.io.File;
import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.bytedeco.javacv.FrameRecorder;

/**
 * Cuts takes together the way that JavaCV's users commonly do, frame by frame from an FFmpegFrameGrabber into an
 * FFmpegFrameRecorder: something to compare with, and nothing else.
 */
public final class GrabberCut {
    private GrabberCut() {}

    /**
     * Takes the output and then, for each clip, a take's path, its in-point and its length in seconds. All takes are
     * 1080p30 with stereo sound at 48 kHz.
     */
    public static void main(String... arguments)
            throws FrameGrabber.Exception, FrameRecorder.Exception {
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(arguments[0], 1920, 1080, 2)) {
            recorder.setFormat("mp4");
            recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
            recorder.setVideoOption("preset", "veryfast");
            recorder.setVideoOption("crf", "21");
            recorder.setVideoBitrate(0);
            recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
            recorder.setFrameRate(30);
            recorder.setGopSize(150);
            recorder.setAudioCodec(avcodec.AV_CODEC_ID_AAC);
            recorder.setAudioBitrate(160_000);
            recorder.setSampleRate(48_000);
            recorder.setOption("movflags", "+faststart");
            recorder.start();
            List<String> clips = List.of(arguments).subList(1, arguments.length);
            for (int i = 0; i < clips.size(); i += 3) {
                record(
                        recorder,
                        new File(clips.get(i)),
                        Integer.parseInt(clips.get(i + 1)),
                        Integer.parseInt(clips.get(i + 2)));
            }
            recorder.stop();
        }
    }

    private static void record(FFmpegFrameRecorder recorder, File take, int in, int seconds)
            throws FrameGrabber.Exception, FrameRecorder.Exception {
        try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(take)) {
            grabber.start();
            grabber.setTimestamp(in * 1_000_000L);
            long end = (in + seconds) * 1_000_000L;
            Frame frame;
            while ((frame = grabber.grab()) != null && frame.timestamp < end) {
                recorder.record(frame);
            }
            grabber.stop();
        }
    }
}
