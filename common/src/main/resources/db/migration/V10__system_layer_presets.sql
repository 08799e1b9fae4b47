-- Presets that come with Rushes: two for each category. They are read-only, so that a later migration may mend them;
-- their keys are fixed, so that one that is there already stays. Their pictures are served by api-service and made
-- by the test that renders them.
INSERT INTO layer_presets (id, name, description, category, layer_template, placeholders, preview_url, is_system_preset)
SELECT id, name, description, category, layer_template, placeholders, '/previews/layer-presets/' || preview, true
FROM jsonb_to_recordset($presets$
[
  {
    "id": "5c0de000-0000-4000-8000-000000000001",
    "name": "Bold title",
    "description": "A large title over the darkened clips, with a line in the accent colour.",
    "category": "intro",
    "preview": "bold-title.jpg",
    "placeholders": ["TITLE", "SUBTITLE", "ACCENT_COLOUR"],
    "layer_template": {
      "background": "#0b1220",
      "main": {"opacity": 0.45},
      "text": [
        {"text": "{{TITLE}}", "size": 0.16, "weight": "bold", "maxWidth": 0.86, "shadow": true,
         "place": {"anchor": "bottom", "x": 0.5, "y": 0.58}, "animation": {"in": {"type": "slide_up", "duration": 0.6}, "out": "fade"}},
        {"text": "{{SUBTITLE}}", "size": 0.065, "weight": "bold", "colour": "{{ACCENT_COLOUR}}", "maxWidth": 0.8,
         "place": {"anchor": "top", "x": 0.5, "y": 0.61}, "start": 0.4, "fadeIn": 0.5, "fadeOut": 0.5}
      ]
    }
  },
  {
    "id": "5c0de000-0000-4000-8000-000000000002",
    "name": "Framed opener",
    "description": "The clips framed on a picture, the title below them.",
    "category": "intro",
    "preview": "framed-opener.jpg",
    "placeholders": ["BACKGROUND_IMAGE", "TITLE"],
    "layer_template": {
      "background": {"image": "{{BACKGROUND_IMAGE}}"},
      "main": {"scale": 0.7, "place": {"anchor": "center", "x": 0.5, "y": 0.43}},
      "text": [
        {"text": "{{TITLE}}", "size": 0.085, "weight": "bold", "maxWidth": 0.8,
         "box": {"colour": "#0b1220", "opacity": 0.8, "padding": 0.35, "radius": 0.25},
         "place": {"anchor": "center", "x": 0.5, "y": 0.88}, "start": 0.3, "animation": {"in": {"type": "slide_up", "duration": 0.6}, "out": "fade"}}
      ]
    }
  },
  {
    "id": "5c0de000-0000-4000-8000-000000000003",
    "name": "Speaker with logo",
    "description": "Name and role at the lower left, a logo in the upper right corner.",
    "category": "main_content",
    "preview": "speaker-with-logo.jpg",
    "placeholders": ["SPEAKER_NAME", "SPEAKER_ROLE", "ACCENT_COLOUR", "LOGO_IMAGE"],
    "layer_template": {
      "overlay": [
        {"image": "{{LOGO_IMAGE}}", "place": "top_right", "width": 0.11, "opacity": 0.9, "fadeIn": 0.5}
      ],
      "text": [
        {"text": "{{SPEAKER_NAME}}", "size": 0.07, "weight": "bold", "box": {"colour": "#0b1220", "opacity": 0.85, "padding": 0.3},
         "place": {"anchor": "bottom_left", "x": 0.05, "y": 0.845}, "start": 0.5, "animation": "slide"},
        {"text": "{{SPEAKER_ROLE}}", "size": 0.05, "weight": "bold", "colour": "#0b1220", "box": {"colour": "{{ACCENT_COLOUR}}", "padding": 0.35},
         "place": {"anchor": "top_left", "x": 0.05, "y": 0.845}, "start": 0.7, "animation": "slide"}
      ]
    }
  },
  {
    "id": "5c0de000-0000-4000-8000-000000000004",
    "name": "Picture in picture",
    "description": "A second video in the lower right corner, with a label above it.",
    "category": "main_content",
    "preview": "picture-in-picture.jpg",
    "placeholders": ["INSERT_VIDEO", "INSERT_LABEL"],
    "layer_template": {
      "overlay": [
        {"video": "{{INSERT_VIDEO}}", "place": "bottom_right", "width": 0.32, "loop": true, "fadeIn": 0.4, "fadeOut": 0.4}
      ],
      "text": [
        {"text": "{{INSERT_LABEL}}", "size": 0.045, "weight": "bold", "maxWidth": 0.32,
         "box": {"colour": "#0b1220", "opacity": 0.8, "padding": 0.35},
         "place": {"anchor": "bottom_right", "x": 0.972, "y": 0.61}, "fadeIn": 0.4, "fadeOut": 0.4}
      ]
    }
  },
  {
    "id": "5c0de000-0000-4000-8000-000000000005",
    "name": "Product card",
    "description": "The clips at the left; the product, its name and its price at the right.",
    "category": "product_showcase",
    "preview": "product-card.jpg",
    "placeholders": ["BACKGROUND_COLOUR", "ACCENT_COLOUR", "PRODUCT_IMAGE", "PRODUCT_NAME", "PRICE"],
    "layer_template": {
      "background": "{{BACKGROUND_COLOUR}}",
      "main": {"scale": 0.6, "place": {"anchor": "left", "x": 0.04, "y": 0.5}},
      "overlay": [
        {"image": "{{PRODUCT_IMAGE}}", "place": {"anchor": "center", "x": 0.82, "y": 0.35}, "height": 0.44, "fadeIn": 0.6}
      ],
      "text": [
        {"text": "{{PRODUCT_NAME}}", "size": 0.07, "weight": "bold", "maxWidth": 0.3,
         "place": {"anchor": "center", "x": 0.82, "y": 0.68}, "start": 0.3, "fadeIn": 0.4},
        {"text": "{{PRICE}}", "size": 0.065, "weight": "bold", "maxWidth": 0.3, "colour": "#0b1220",
         "box": {"colour": "{{ACCENT_COLOUR}}", "padding": 0.4, "radius": 0.5},
         "place": {"anchor": "center", "x": 0.82, "y": 0.84}, "start": 0.8, "fadeIn": 0.4}
      ]
    }
  },
  {
    "id": "5c0de000-0000-4000-8000-000000000006",
    "name": "Feature call-outs",
    "description": "A headline and three points that come one after the other over the darkened clips.",
    "category": "product_showcase",
    "preview": "feature-call-outs.jpg",
    "placeholders": ["HEADLINE", "FEATURE_1", "FEATURE_2", "FEATURE_3", "ACCENT_COLOUR"],
    "layer_template": {
      "background": "#0b1220",
      "main": {"opacity": 0.55},
      "text": [
        {"text": "{{HEADLINE}}", "size": 0.1, "weight": "bold", "align": "left", "maxWidth": 0.88, "shadow": true,
         "place": {"anchor": "top_left", "x": 0.054, "y": 0.1}, "fadeIn": 0.4},
        {"text": "{{FEATURE_1}}", "size": 0.06, "align": "left", "maxWidth": 0.8, "colour": "#0b1220",
         "box": {"colour": "{{ACCENT_COLOUR}}", "padding": 0.3},
         "place": {"anchor": "left", "x": 0.06, "y": 0.4}, "start": 0.4, "animation": {"in": {"type": "slide_right", "duration": 0.4}, "out": "fade"}},
        {"text": "{{FEATURE_2}}", "size": 0.06, "align": "left", "maxWidth": 0.8, "colour": "#0b1220",
         "box": {"colour": "{{ACCENT_COLOUR}}", "padding": 0.3},
         "place": {"anchor": "left", "x": 0.06, "y": 0.56}, "start": 0.9, "animation": {"in": {"type": "slide_right", "duration": 0.4}, "out": "fade"}},
        {"text": "{{FEATURE_3}}", "size": 0.06, "align": "left", "maxWidth": 0.8, "colour": "#0b1220",
         "box": {"colour": "{{ACCENT_COLOUR}}", "padding": 0.3},
         "place": {"anchor": "left", "x": 0.06, "y": 0.72}, "start": 1.4, "animation": {"in": {"type": "slide_right", "duration": 0.4}, "out": "fade"}}
      ]
    }
  },
  {
    "id": "5c0de000-0000-4000-8000-000000000007",
    "name": "End card",
    "description": "The last clips framed on a picture beside a call to action, the channel's name and its logo.",
    "category": "outro",
    "preview": "end-card.jpg",
    "placeholders": ["BACKGROUND_IMAGE", "CALL_TO_ACTION", "CHANNEL_NAME", "LOGO_IMAGE"],
    "layer_template": {
      "background": {"image": "{{BACKGROUND_IMAGE}}"},
      "main": {"scale": 0.5, "place": {"anchor": "left", "x": 0.05, "y": 0.5}},
      "overlay": [
        {"image": "{{LOGO_IMAGE}}", "place": {"anchor": "center", "x": 0.78, "y": 0.26}, "width": 0.13, "fadeIn": 0.5}
      ],
      "text": [
        {"text": "{{CALL_TO_ACTION}}", "size": 0.085, "weight": "bold", "maxWidth": 0.38, "shadow": true,
         "place": {"anchor": "center", "x": 0.78, "y": 0.54}, "start": 0.3, "fadeIn": 0.4},
        {"text": "{{CHANNEL_NAME}}", "size": 0.05, "maxWidth": 0.38,
         "box": {"colour": "#0b1220", "opacity": 0.8, "padding": 0.4, "radius": 0.4},
         "place": {"anchor": "center", "x": 0.78, "y": 0.73}, "start": 0.6, "fadeIn": 0.4}
      ]
    }
  },
  {
    "id": "5c0de000-0000-4000-8000-000000000008",
    "name": "Thanks and credits",
    "description": "A closing line and credits over the fading clips, with music that makes way for speech.",
    "category": "outro",
    "preview": "thanks-and-credits.jpg",
    "placeholders": ["CLOSING_LINE", "CREDITS", "CLOSING_MUSIC"],
    "layer_template": {
      "background": "#000000",
      "main": {"opacity": 0.25},
      "text": [
        {"text": "{{CLOSING_LINE}}", "size": 0.12, "weight": "bold", "maxWidth": 0.86,
         "place": {"anchor": "bottom", "x": 0.5, "y": 0.42}, "fadeIn": 0.6},
        {"text": "{{CREDITS}}", "size": 0.05, "maxWidth": 0.8, "lineHeight": 1.5, "colour": "#d8dee9",
         "place": {"anchor": "top", "x": 0.5, "y": 0.5}, "start": 0.5, "fadeIn": 0.6}
      ],
      "audio": [
        {"type": "music", "s3Key": "{{CLOSING_MUSIC}}", "volume": 0.7, "fadeIn": 0.5, "fadeOut": 1.5, "duck": true}
      ]
    }
  }
]
$presets$::jsonb) AS preset(id uuid, name text, description text, category text, preview text, placeholders jsonb, layer_template jsonb)
ON CONFLICT (id) DO NOTHING;
