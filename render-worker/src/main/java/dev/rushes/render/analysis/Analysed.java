package dev.rushes.render.analysis;

import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.render.media.MediaInfo;
import java.util.List;

/**
 * What was found out about a take.
 *
 * @param info what it is
 * @param analysis what it looks and sounds like; the keys of its pictures are still to be filled in
 * @param titles writing that is laid over the picture, of interest in finished programmes
 */
public record Analysed(MediaInfo info, FootageAnalysis analysis, List<Title> titles) {
    public Analysed {
        titles = List.copyOf(titles);
    }
}
