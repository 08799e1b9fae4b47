package dev.rushes.api.script.text;

import dev.rushes.api.script.text.Passage.Action;
import dev.rushes.api.script.text.Passage.Cut;
import dev.rushes.api.script.text.Passage.Speech;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads Final Draft's XML. Nothing outside the text is ever read: a document type is refused, and with it all entities but
 * those of XML itself. Lines are those of the file.
 */
final class FinalDraftReader {
    private static final int DEEPEST = 64;

    /** What writers tell each other; it has paragraphs of its own. */
    private static final String NOTE = "ScriptNote";

    private final XMLStreamReader xml;
    private final PartsBuilder parts = new PartsBuilder();
    private final Deque<String> open = new ArrayDeque<>();
    private boolean content;
    private @Nullable String speaker;
    private int speechFrom;
    private List<String> said = new ArrayList<>();
    private List<String> manner = new ArrayList<>();
    private int speechTo;

    /** Blank lines before the XML, which may not stand there. */
    private final int skipped;

    private FinalDraftReader(XMLStreamReader xml, int skipped) {
        this.xml = xml;
        this.skipped = skipped;
    }

    static Screenplay read(String text) throws ScriptFault {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        String document = text.strip();
        int skipped =
                (int)
                        text.substring(0, text.indexOf(document))
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(document));
            try {
                return new FinalDraftReader(xml, skipped).read();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNumber());
            throw new ScriptFault(skipped + line, "the XML of Final Draft is broken");
        }
    }

    private Screenplay read() throws XMLStreamException, ScriptFault {
        Paragraph paragraph = null;
        boolean text = false;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw fault("a document type or an entity is not allowed");
                case XMLStreamConstants.START_ELEMENT -> {
                    String name = xml.getLocalName();
                    if (open.isEmpty() && !name.equals("FinalDraft")) {
                        throw fault(
                                "this is no script of Final Draft: the root must be FinalDraft");
                    }
                    open.push(name);
                    if (open.size() > DEEPEST) {
                        throw fault("elements are nested deeper than " + DEEPEST);
                    }
                    if (open.size() == 2) {
                        content = name.equals("Content");
                    }
                    if (isParagraph(name)) {
                        // Two who speak at once are paragraphs within one.
                        if (paragraph != null) {
                            ended(paragraph);
                        }
                        paragraph = new Paragraph(attribute("Type"), attribute("Number"), line());
                    }
                    text = name.equals("Text");
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (text && paragraph != null && !open.contains(NOTE)) {
                        paragraph.text.append(xml.getText());
                        paragraph.to = line();
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    String name = open.pop();
                    text = false;
                    if (isParagraph(name) && paragraph != null) {
                        ended(paragraph);
                        paragraph = null;
                    }
                }
                default -> {
                    // Comments and instructions say nothing.
                }
            }
        }
        endSpeech();
        return parts.done();
    }

    /** A paragraph that is being read. */
    private static final class Paragraph {
        final String type;
        final @Nullable String number;
        final int from;
        int to;
        final StringBuilder text = new StringBuilder();

        Paragraph(@Nullable String type, @Nullable String number, int from) {
            this.type = type == null ? "Action" : type;
            this.number = number == null || number.isBlank() ? null : number.strip();
            this.from = from;
            this.to = from;
        }
    }

    private void ended(Paragraph paragraph) {
        String text = Words.joined(List.of(paragraph.text.toString()));
        if (text.isEmpty()) {
            return;
        }
        switch (paragraph.type) {
            case "Scene Heading" -> {
                endSpeech();
                parts.heading(Heading.of(text, paragraph.number), paragraph.from);
            }
            case "Character" -> {
                endSpeech();
                speaker = Words.named(text.replace("^", "")).toUpperCase(Locale.ROOT);
                speechFrom = paragraph.from;
                speechTo = paragraph.to;
            }
            case "Parenthetical" -> {
                manner.add(Words.isParenthesis(text) ? Words.inside(text) : text);
                speechTo = paragraph.to;
            }
            case "Dialogue", "Lyrics" -> {
                if (said.isEmpty() && speaker == null) {
                    speechFrom = paragraph.from;
                }
                said.add(text);
                speechTo = paragraph.to;
            }
            case "Transition" -> {
                endSpeech();
                parts.add(new Cut(text, paragraph.from, paragraph.to));
            }
            default -> {
                endSpeech();
                parts.add(new Action(text, paragraph.from, paragraph.to));
            }
        }
    }

    private void endSpeech() {
        if (!said.isEmpty()) {
            parts.add(new Speech(speaker, Words.joined(said), manner, speechFrom, speechTo));
        }
        speaker = null;
        said = new ArrayList<>();
        manner = new ArrayList<>();
    }

    private boolean isParagraph(String name) {
        return content && name.equals("Paragraph") && !open.contains(NOTE);
    }

    private @Nullable String attribute(String name) {
        return xml.getAttributeValue(null, name);
    }

    private int line() {
        return skipped + Math.max(1, xml.getLocation().getLineNumber());
    }

    private ScriptFault fault(String detail) {
        return new ScriptFault(line(), detail);
    }
}
