using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Ledger.Audit.Proofs;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Witness.Notes;

namespace Ledger.Witness.Checkpoints;

/// <summary>
/// A checkpoint of a chain's log with its quorum line: the header of its last leaf, a certificate of that header, and the leaf's way to the
/// root. What is read here fits together; whether the certificate is one, only who knows the chain's validators can tell.
/// </summary>
public sealed class ChainCheckpoint
{
    // The line's key is no key: 0xff and a longer identifier, as c2sp.org/signed-note asks of types that it has not assigned.
    private const byte OtherType = 0xff;

    private ChainCheckpoint(SignedNote note, LogCheckpoint checkpoint, CheckpointQuorum quorum, BlockHeader header, Digest hash) =>
        (Note, Checkpoint, Quorum, Header, HeaderHash) = (note, checkpoint, quorum, header, hash);

    /// <summary>The hash of the log's tree, whatever the chain's own is.</summary>
    public static IHasher LogHasher => Hashers.For(CryptoSuite.International);

    /// <summary>The whole note.</summary>
    public SignedNote Note { get; }

    /// <summary>What it says of the log.</summary>
    public LogCheckpoint Checkpoint { get; }

    /// <summary>The quorum line's content.</summary>
    public CheckpointQuorum Quorum { get; }

    /// <summary>The header of the last leaf.</summary>
    public BlockHeader Header { get; }

    /// <summary>Its hash, in the chain's own hash.</summary>
    public Digest HeaderHash { get; }

    /// <summary>The quorum line of a checkpoint.</summary>
    public static NoteSignature Line(string origin, CheckpointQuorum quorum)
    {
        ArgumentNullException.ThrowIfNull(quorum);
        return new NoteSignature(origin, LineId(origin), quorum.ToByteArray());
    }

    /// <summary>Reads a note of a chain's log; the error is <see cref="CheckpointError.None"/> where it fits together.</summary>
    public static CheckpointError TryRead(ReadOnlySpan<byte> bytes, GenesisFile chain, out ChainCheckpoint? read)
    {
        ArgumentNullException.ThrowIfNull(chain);
        read = null;
        if (!SignedNote.TryRead(bytes, out var note) || !LogCheckpoint.TryRead(note.Text, out var checkpoint))
        {
            return CheckpointError.NoCheckpoint;
        }

        if (checkpoint.Origin != LogCheckpoint.OriginOf(chain.ChainId))
        {
            return CheckpointError.OtherChain;
        }

        if (note.Of(checkpoint.Origin, LineId(checkpoint.Origin)) is not { } line || !TryParse(line.Value, out var quorum) ||
            !BlockHeader.TryDecode(quorum.Header.Span, out var header))
        {
            return CheckpointError.NoQuorumLine;
        }

        var hash = BlockHeader.Hash(chain.Hasher, quorum.Header.Span);
        if (header.ChainId != chain.ChainId || header.Height != checkpoint.Size - 1 || !IsLastLeaf(checkpoint, quorum, hash))
        {
            return CheckpointError.OtherLeaf;
        }

        read = new ChainCheckpoint(note, checkpoint, quorum, header, hash);
        return CheckpointError.None;
    }

    private static bool IsLastLeaf(LogCheckpoint checkpoint, CheckpointQuorum quorum, Digest hash)
    {
        var proof = new MerkleProof { Index = checkpoint.Size - 1, Size = checkpoint.Size, Path = { quorum.Path } };
        return MerkleProofVerifier.Verify(checkpoint.Root, hash.ToArray(), proof, LogHasher) == ProofError.None;
    }

    private static uint LineId(string origin) => NoteKey.IdOf(origin, OtherType, "ledger/quorum/1"u8);

    private static bool TryParse(byte[] bytes, [NotNullWhen(true)] out CheckpointQuorum? quorum)
    {
        try
        {
            quorum = CheckpointQuorum.Parser.ParseFrom(bytes);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            quorum = null;
            return false;
        }
    }
}

/// <summary>Why bytes are no checkpoint of a chain's log. The names are stable.</summary>
public enum CheckpointError
{
    /// <summary>They are one that fits together.</summary>
    None = 0,

    /// <summary>They are no signed note, or its text is no checkpoint of three lines.</summary>
    NoCheckpoint = 1,

    /// <summary>It is of another chain's log.</summary>
    OtherChain = 2,

    /// <summary>The quorum line is missing, or cannot be read.</summary>
    NoQuorumLine = 3,

    /// <summary>The quorum line's header is not the last leaf of the tree.</summary>
    OtherLeaf = 4,
}
