using Google.Protobuf;
using Ledger.Audit.Proofs;
using Ledger.Crypto;
using Ledger.Execution;
using Ledger.Protocol;
using Ledger.Protocol.Proofs;
using Ledger.Protocol.V1;
using Ledger.State;
using Ledger.Storage;

namespace Ledger.Node.Snapshots;

/// <summary>A part of a snapshot that is asked for until it is whole; each answer is checked by itself before it is written.</summary>
internal abstract class SnapshotPiece(string name)
{
    private readonly byte[] _doneKey = System.Text.Encoding.ASCII.GetBytes($"join/piece/{name}");

    /// <summary>Whether all of it is there.</summary>
    internal bool IsWhole { get; private protected set; }

    /// <summary>What is asked for next.</summary>
    internal abstract GetSnapshotPartRequest Next(ulong height);

    /// <summary>Whether the answer is none: who gave it has no such part.</summary>
    internal abstract bool IsEmpty(SnapshotPart answer);

    /// <summary>Adds an answer to what is written; says what is wrong where it does not hold, and adds nothing.</summary>
    internal abstract string? Take(SnapshotPart answer, WriteSet write);

    /// <summary>Goes on where an earlier process was.</summary>
    internal void Resume(IStore store)
    {
        if (store.Get(StoreTable.Meta, _doneKey) is [var isWhole, .. var from])
        {
            IsWhole = isWhole != 0;
            GoOnFrom(from);
        }
    }

    private protected virtual void GoOnFrom(byte[] from)
    {
    }

    private protected void Note(WriteSet write, byte[] from) => write.Put(StoreTable.Meta, _doneKey, [(byte)(IsWhole ? 1 : 0), .. from]);
}

/// <summary>The state's entries from one key on up to another, a proven page at a time.</summary>
internal sealed class StateRange(int number, byte[] from, byte[]? end, BlockHeader header, IHasher hasher)
    : SnapshotPiece($"state/{number}")
{
    private readonly byte[] _root = header.StateRoot.ToArray();
    private byte[] _from = from;

    internal override GetSnapshotPartRequest Next(ulong height) => new() { Height = height, StateFrom = ByteString.CopyFrom(_from) };

    internal override bool IsEmpty(SnapshotPart answer) => answer.State is null;

    internal override string? Take(SnapshotPart answer, WriteSet write)
    {
        var proof = answer.State.ToProof();
        var verdict = PrefixProofVerifier.Verify(_root, proof, hasher);
        if (verdict.Error != ProofError.None)
        {
            return $"the entries of the state from key {Convert.ToHexStringLower(_from)} on are not those of the root ({verdict.Error})";
        }

        var entries = proof.Entries;
        var isAll = proof.Prefix.Length == 0 && entries.Count > 0 && entries.All(entry => entry.Value is not null)
            && (verdict.FromStart || entries[0].Key.AsSpan().SequenceCompareTo(_from) <= 0)
            && (verdict.ToEnd || entries[^1].Key.AsSpan().SequenceCompareTo(_from) > 0);
        if (!isAll)
        {
            return $"entries of the state from key {Convert.ToHexStringLower(_from)} on are left out";
        }

        foreach (var entry in entries)
        {
            StateBuilder.PutValue(write, header.Height, entry.Key, entry.Value!);
        }

        _from = entries[^1].Key;
        IsWhole = verdict.ToEnd || (end is not null && _from.AsSpan().SequenceCompareTo(end) >= 0);
        Note(write, _from);
        return null;
    }

    private protected override void GoOnFrom(byte[] from) => _from = from;
}

/// <summary>The leaves of one chunk of the history of headers.</summary>
internal sealed class HistoryChunk(ulong number, Digest root, SnapshotTrust trust, IHasher hasher) : SnapshotPiece($"history/{number}")
{
    internal override GetSnapshotPartRequest Next(ulong height) => new() { Height = height, HistoryChunk = number };

    internal override bool IsEmpty(SnapshotPart answer) => answer.HistoryLeaves.IsEmpty;

    internal override string? Take(SnapshotPart answer, WriteSet write)
    {
        var leaves = answer.HistoryLeaves.Span;
        if (leaves.Length != SnapshotLimits.HistoryChunkLeaves * Digest.Bytes || trust.FrontierOf(leaves).Root(hasher) != root)
        {
            return $"the headers' hashes from {number * SnapshotLimits.HistoryChunkLeaves} on are not those of the history";
        }

        ChainInstaller.PutHistoryLeaves(write, number * SnapshotLimits.HistoryChunkLeaves, leaves);
        IsWhole = true;
        Note(write, []);
        return null;
    }
}

/// <summary>The newest blocks up to the snapshot's. They are kept in memory, and asked for again by a process that goes on.</summary>
internal sealed class SnapshotTop(
    ulong first, BlockHeader header, Digest hash, GenesisFile genesis, ISignatureVerifier verifier, SnapshotTrust trust)
    : SnapshotPiece("blocks")
{
    /// <summary>The blocks, lowest first.</summary>
    internal IReadOnlyList<Block> Blocks { get; private set; } = [];

    internal override GetSnapshotPartRequest Next(ulong height) => new() { Height = height, BlocksFrom = first };

    internal override bool IsEmpty(SnapshotPart answer) => answer.Blocks.Count == 0;

    internal override string? Take(SnapshotPart answer, WriteSet write)
    {
        if ((ulong)answer.Blocks.Count != header.Height - first + 1)
        {
            return $"of blocks {first} to {header.Height} it shows {answer.Blocks.Count}";
        }

        var fault = SnapshotBlocks.FaultOf(genesis, verifier, answer.Blocks, first, hash, trust.FindSet);
        (Blocks, IsWhole) = fault is null ? (answer.Blocks, true) : (Blocks, IsWhole);
        return fault;
    }
}
