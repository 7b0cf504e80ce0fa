using System.Buffers.Binary;
using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Witness.Checkpoints;
using Ledger.Witness.Notes;

namespace Ledger.Witness.Tiles;

/// <summary>
/// A chain's log as a folder that any web server may serve. What its checkpoint does not cover is not there yet, so that a run that ended
/// early, at whatever instant, is begun again.
/// </summary>
public sealed class TileFolder : IDisposable
{
    private readonly string _root;
    private readonly FileStream _lock;
    private readonly List<List<Digest>> _edge = []; // a level each: the hashes of its last tile, which is not full
    private readonly List<Digest> _entries = [];    // the header hashes under the last tile of level 0

    private TileFolder(string root, FileStream held) => (_root, _lock) = (root, held);

    /// <summary>Leaves so far, with those that no checkpoint covers yet.</summary>
    public ulong Size { get; private set; }

    /// <summary>The newest checkpoint; null before any.</summary>
    public ChainCheckpoint? Newest { get; private set; }

    /// <summary>The hash of the last header; null before any.</summary>
    public Digest? LastHeader => Size > 0 ? _last : null;

    private Digest _last;

    /// <summary>Reads a file of a log's folder: what <see cref="TileTree"/> asks for.</summary>
    public static Task<byte[]?> ReadFileAsync(string root, string path, int bytesMax)
    {
        var file = new FileInfo(Path.Combine(root, path));
        return file is not { Exists: true } ? Task.FromResult<byte[]?>(null)
            : file.Length > bytesMax ? throw new InvalidDataException($"{path} has {file.Length} bytes; the most is {bytesMax}.")
            : Task.FromResult<byte[]?>(File.ReadAllBytes(file.FullName));
    }

    /// <summary>Opens a folder, or begins one; one program at a time.</summary>
    /// <exception cref="InvalidDataException">What stands there is no log of this chain, or is damaged.</exception>
    /// <exception cref="IOException">Another program has it open, or the disk failed.</exception>
    public static async Task<TileFolder> OpenAsync(string root, GenesisFile chain, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(root);
        var held = new FileStream(Path.Combine(root, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var folder = new TileFolder(root, held);
        try
        {
            await folder.LoadAsync(chain, cancellationToken).ConfigureAwait(false);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Adds the next header's hash, in the chain's hash. Full tiles go to the disk at once.</summary>
    public void Append(Digest header)
    {
        _last = header;
        _entries.Add(header);
        Size++;
        Add(0, MerkleTree.LeafHash(ChainCheckpoint.LogHasher, header.ToArray()));
    }

    /// <summary>Writes the tiles at the edge, and then the checkpoint of all leaves.</summary>
    /// <param name="origin">The log's origin.</param>
    /// <param name="header">The last leaf's header.</param>
    /// <param name="certificate">Its certificate.</param>
    /// <param name="signer">The log's key; null for a log that only programs follow that know the chain.</param>
    /// <param name="cancellationToken">Ends it; the checkpoint before stays.</param>
    /// <returns>The note.</returns>
    public async Task<SignedNote> PublishAsync(
        string origin, byte[] header, QuorumCertificate certificate, NoteSigner? signer, CancellationToken cancellationToken = default)
    {
        for (var level = 0; level < _edge.Count; level++)
        {
            if (_edge[level].Count > 0)
            {
                WriteTile(level, _edge[level]);
            }
        }

        if (_entries.Count > 0)
        {
            WriteEntries();
        }

        var tree = Tree();
        var checkpoint = new LogCheckpoint(origin, Size, await tree.RootAsync(Size, cancellationToken).ConfigureAwait(false));
        var path = await tree.LastLeafAsync(Size, cancellationToken).ConfigureAwait(false);
        var quorum = new CheckpointQuorum
        {
            Header = ByteString.CopyFrom(header),
            Certificate = certificate,
            Path = { path.Select(step => ByteString.CopyFrom(step.ToArray())) },
        };
        var note = new SignedNote(checkpoint.Text, []);
        note = signer is null ? note : note.With(signer.SignText(note.Text));
        note = note.With(ChainCheckpoint.Line(origin, quorum));
        Write(TilePath.Checkpoint, note.ToBytes());
        return note;
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private TileTree Tree() => new((path, bytesMax, _) => ReadFileAsync(_root, path, bytesMax));

    private void Add(int level, Digest hash)
    {
        if (_edge.Count == level)
        {
            _edge.Add([]);
        }

        var tile = _edge[level];
        tile.Add(hash);
        if (tile.Count < TilePath.Width)
        {
            return;
        }

        WriteTile(level, tile);
        if (level == 0)
        {
            WriteEntries();
            _entries.Clear();
        }

        var root = MerkleTree.Root(ChainCheckpoint.LogHasher, [.. tile]);
        tile.Clear();
        Add(level + 1, root);
    }

    private void WriteTile(int level, List<Digest> tile)
    {
        var last = (Size >> (level * TilePath.Levels)) - 1;
        WriteHashes(TilePath.Of(level, last / TilePath.Width, tile.Count), tile);
    }

    private void WriteHashes(string path, List<Digest> hashes)
    {
        var bytes = new byte[hashes.Count * Digest.Bytes];
        for (var i = 0; i < hashes.Count; i++)
        {
            hashes[i].CopyTo(bytes.AsSpan(i * Digest.Bytes));
        }

        Write(path, bytes);
    }

    private void WriteEntries()
    {
        const int entryBytes = sizeof(ushort) + Digest.Bytes;
        var bytes = new byte[_entries.Count * entryBytes];
        for (var i = 0; i < _entries.Count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(i * entryBytes), Digest.Bytes);
            _entries[i].CopyTo(bytes.AsSpan((i * entryBytes) + sizeof(ushort)));
        }

        Write(TilePath.Entries((Size - 1) / TilePath.Width, _entries.Count), bytes);
    }

    // Whole or not at all, on the disk when it returns.
    private void Write(string path, byte[] bytes)
    {
        var target = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var temporary = target + ".new";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, target, overwrite: true);
    }

    private async Task LoadAsync(GenesisFile chain, CancellationToken cancellationToken)
    {
        if (await ReadFileAsync(_root, TilePath.Checkpoint, SignedNote.BytesMax).ConfigureAwait(false) is not { } bytes)
        {
            return;
        }

        var error = ChainCheckpoint.TryRead(bytes, chain, out var newest);
        if (newest is null)
        {
            throw new InvalidDataException($"{TilePath.Checkpoint} is no checkpoint of this chain: {error}.");
        }

        (Newest, Size, _last) = (newest, newest.Checkpoint.Size, newest.HeaderHash);
        if (await Tree().RootAsync(Size, cancellationToken).ConfigureAwait(false) != newest.Checkpoint.Root)
        {
            throw new InvalidDataException("the tiles do not make the checkpoint's root.");
        }

        for (var level = 0; Size >> (level * TilePath.Levels) > 0; level++)
        {
            var hashes = Size >> (level * TilePath.Levels);
            _edge.Add(await LoadEdgeAsync(level, hashes).ConfigureAwait(false));
        }

        await LoadEntriesAsync().ConfigureAwait(false);
    }

    private async Task<List<Digest>> LoadEdgeAsync(int level, ulong hashes)
    {
        var width = (int)(hashes % TilePath.Width);
        var bytes = width == 0
            ? []
            : await ReadFileAsync(_root, TilePath.Of(level, hashes / TilePath.Width, width), TilePath.Width * Digest.Bytes)
                .ConfigureAwait(false) ?? [];
        return bytes.Length == width * Digest.Bytes
            ? [.. bytes.Chunk(Digest.Bytes).Select(hash => new Digest(hash))]
            : throw new InvalidDataException($"{TilePath.Of(level, hashes / TilePath.Width, width)} is missing or of another length.");
    }

    private async Task LoadEntriesAsync()
    {
        const int entryBytes = sizeof(ushort) + Digest.Bytes;
        var width = (int)(Size % TilePath.Width);
        if (width == 0)
        {
            return;
        }

        var path = TilePath.Entries(Size / TilePath.Width, width);
        var bytes = await ReadFileAsync(_root, path, TilePath.Width * entryBytes).ConfigureAwait(false) ?? [];
        _entries.AddRange(bytes.Length == width * entryBytes
            ? bytes.Chunk(entryBytes).Select(entry => new Digest(entry.AsSpan(sizeof(ushort))))
            : throw new InvalidDataException($"{path} is missing or of another length."));
        if (_entries.Where((entry, i) => MerkleTree.LeafHash(ChainCheckpoint.LogHasher, entry.ToArray()) != _edge[0][i]).Any())
        {
            throw new InvalidDataException($"{path} does not make its tile.");
        }
    }
}
