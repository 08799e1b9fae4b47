package dev.rushes.common.plan.layers;

/** Something laid over a scene or over the programme. */
public sealed interface LayerItem permits Overlay, Text {
    /** JSON pointer in its document, for faults found later. */
    String pointer();

    Span span();

    Motion in();

    Motion out();
}
