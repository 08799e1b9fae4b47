-- What lies in the buckets, as storage-service counts it from time to time, and how many requests each service made.
CREATE TABLE storage_inventory (
    bucket text PRIMARY KEY CHECK (bucket IN ('raw-footage', 'processed-videos', 'training-data')),
    counted_at timestamptz,
    locked_until timestamptz
);
INSERT INTO storage_inventory (bucket) VALUES ('raw-footage'), ('processed-videos'), ('training-data');

CREATE TABLE storage_usage (
    bucket text NOT NULL REFERENCES storage_inventory (bucket) ON DELETE CASCADE,
    storage_class text NOT NULL,
    lifecycle_rule text NOT NULL,
    is_current boolean NOT NULL,
    objects bigint NOT NULL CHECK (objects >= 0),
    bytes bigint NOT NULL CHECK (bytes >= 0),
    PRIMARY KEY (bucket, storage_class, lifecycle_rule, is_current)
);

-- Each instance adds what it made since it added last.
CREATE TABLE request_counts (
    month date NOT NULL,
    service text NOT NULL,
    system text NOT NULL CHECK (system IN ('s3', 'sqs')),
    kind text NOT NULL CHECK (kind IN ('read', 'write', 'message')),
    requests bigint NOT NULL CHECK (requests >= 0),
    PRIMARY KEY (month, service, system, kind)
);
