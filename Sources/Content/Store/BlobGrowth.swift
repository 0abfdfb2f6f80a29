/// The writer's end of a blob that others read while it is written. Dropped before the end, it tells them that there will be none.
struct BlobGrowth: ~Copyable {
    let blob: GrowingBlob

    deinit { blob.end(.failure(GrowingBlob.Abandoned())) }
}
