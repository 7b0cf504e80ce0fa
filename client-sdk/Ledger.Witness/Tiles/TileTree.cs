using Ledger.Protocol;
using Ledger.Witness.Checkpoints;

namespace Ledger.Witness.Tiles;

/// <summary>
/// Proofs of a log's tree out of its tiles. Tiles are believed: what is made of them has to be held against roots by whoever asks.
/// </summary>
/// <param name="read">
/// The content of a file of the log, no more than so many bytes; null where there is none.
/// </param>
public sealed class TileTree(Func<string, int, CancellationToken, Task<byte[]?>> read)
{
    /// <summary>That the log of the first so many leaves is the beginning of the larger one's (RFC 6962 §2.1.2).</summary>
    /// <exception cref="InvalidDataException">A tile is missing or has another length; the message names it.</exception>
    public Task<IReadOnlyList<Digest>> ConsistencyAsync(ulong first, ulong second, CancellationToken cancellationToken = default) =>
        ProveAsync(second, tree => tree.Consistency(first, second), cancellationToken);

    /// <summary>The audit path of the last leaf in the log of so many leaves.</summary>
    /// <exception cref="InvalidDataException">A tile is missing or has another length; the message names it.</exception>
    public Task<IReadOnlyList<Digest>> LastLeafAsync(ulong size, CancellationToken cancellationToken = default) =>
        ProveAsync(size, tree => tree.Inclusion(size - 1, size), cancellationToken);

    /// <summary>The root of the log of so many leaves.</summary>
    /// <exception cref="InvalidDataException">A tile is missing or has another length; the message names it.</exception>
    public async Task<Digest> RootAsync(ulong size, CancellationToken cancellationToken = default) =>
        (await ProveAsync(size, tree => [tree.Root(size)], cancellationToken).ConfigureAwait(false))[0];

    // Once to learn which nodes are needed, once with them.
    private async Task<IReadOnlyList<Digest>> ProveAsync(
        ulong size, Func<HistoryTree, IReadOnlyList<Digest>> prove, CancellationToken cancellationToken)
    {
        var needed = new HashSet<(int Level, ulong Index)>();
        prove(new HistoryTree(ChainCheckpoint.LogHasher, (level, index) =>
        {
            needed.Add((level, index));
            return Digest.Zero;
        }));
        var tiles = new Dictionary<(int Level, ulong Index), Digest[]>();
        foreach (var (level, index) in needed)
        {
            var place = TileOf(level, index);
            if (!tiles.ContainsKey(place))
            {
                tiles.Add(place, await ReadAsync(place.Level, place.Index, size, cancellationToken).ConfigureAwait(false));
            }
        }

        return prove(new HistoryTree(ChainCheckpoint.LogHasher, (level, index) =>
        {
            var within = level % TilePath.Levels;
            var first = (int)((index << within) % TilePath.Width);
            return MerkleTree.Root(ChainCheckpoint.LogHasher, tiles[TileOf(level, index)].AsSpan(first, 1 << within));
        }));
    }

    private static (int Level, ulong Index) TileOf(int level, ulong index) =>
        (level / TilePath.Levels, (index << (level % TilePath.Levels)) / TilePath.Width);

    // A log may drop a partial tile once it has the full one.
    private async Task<Digest[]> ReadAsync(int level, ulong index, ulong size, CancellationToken cancellationToken)
    {
        var width = TilePath.WidthIn(size, level, index);
        var path = TilePath.Of(level, index, width);
        var bytes = await read(path, TilePath.Width * Digest.Bytes, cancellationToken).ConfigureAwait(false);
        if (bytes is null && width < TilePath.Width)
        {
            bytes = await read(TilePath.Of(level, index, TilePath.Width), TilePath.Width * Digest.Bytes, cancellationToken)
                .ConfigureAwait(false);
            bytes = bytes?.Length == TilePath.Width * Digest.Bytes ? bytes[..(width * Digest.Bytes)] : bytes;
        }

        return bytes?.Length == width * Digest.Bytes
            ? [.. bytes.Chunk(Digest.Bytes).Select(hash => new Digest(hash))]
            : throw new InvalidDataException(
                $"{path} {(bytes is null ? "is missing" : $"has {bytes.Length} bytes instead of {width * Digest.Bytes}")}.");
    }
}
