using System.Globalization;
using Google.Protobuf;
using Ledger.Audit.Headers;
using Ledger.Audit.Proofs;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;

namespace Ledger.Passports.Verification;

/// <summary>
/// Goes through a passport's blocks from genesis up. Each must be final under the set trusted at its height; a state that a trusted set
/// finalised may name the set from the next height on. So every set is proven by the block before its first, and nothing but genesis is
/// believed.
/// </summary>
internal sealed class BlockWalk(GenesisFile genesis, ISignatureVerifier verifier, CheckList checks)
{
    private static readonly byte[] ValidatorsKey = MembershipTables.Validators.Key(MembershipTables.Current);

    private readonly HeaderVerifier _headers = new(genesis, verifier);
    private readonly List<ProvenBlock> _blocks = [];
    private ValidatorHistory _trusted = ValidatorHistory.From(genesis);

    /// <summary>The blocks where all are final and their states hold; null where a check failed.</summary>
    internal IReadOnlyList<ProvenBlock>? Walk(Passport passport)
    {
        foreach (var block in passport.Blocks)
        {
            if (!Take(block))
            {
                return null;
            }
        }

        checks.Pass(PassportCheckNames.ValidatorChain, $"{_trusted.Count} validator set(s), from genesis on");
        checks.Pass(PassportCheckNames.QuorumCertificate, $"{_blocks.Count} block(s), the newest of height {_blocks[^1].Header.Height}");
        return checks.Pass(
            PassportCheckNames.StateProof, $"{_blocks.Sum(block => block.State?.Leaves.Count ?? 0)} leaves under the state roots")
            ? _blocks
            : null;
    }

    internal Checkpoint Checkpoint => new(
        genesis.ChainId, _blocks[^1].Header.Height, _blocks[^1].Header.Time, _blocks[^1].Hash,
        _trusted.At(_blocks[^1].Header.Height).Ids.Count);

    private bool Take(PassportBlock block)
    {
        var read = _headers.Read(block.Header.Span);
        if (read.Error != HeaderError.None)
        {
            return Refuse(read.Error, "a block's header");
        }

        var (header, hash) = (read.Header!, read.Hash);
        var name = string.Create(CultureInfo.InvariantCulture, $"the block of height {header.Height}");
        if (_blocks.Count > 0 && _blocks[^1].Header.Height >= header.Height)
        {
            return checks.Fail(PassportCheckNames.QuorumCertificate, $"{name} does not stand above the one before it");
        }

        if (header.Height == 0)
        {
            return checks.Fail(PassportCheckNames.QuorumCertificate, "nobody signs block 0: what genesis says stands in the genesis file");
        }

        var top = LinkUp(read, block);
        if (top is null)
        {
            return checks.Fail(PassportCheckNames.QuorumCertificate, $"a header above {name} does not follow the one below it");
        }

        var verdict = _headers.Verify(top.Span, block.Certificate, _trusted);
        if (!verdict.IsFinal)
        {
            return Refuse(verdict.Error, name);
        }

        return TakeState(block, header, hash, name);
    }

    private bool TakeState(PassportBlock block, BlockHeader header, Digest hash, string name)
    {
        ProvenState? state = null;
        if (block.State is not null)
        {
            var error = ProvenState.Verify(header.StateRoot.ToArray(), block.State, genesis.Hasher, out state);
            if (error != ProofError.None)
            {
                return checks.Fail(PassportCheckNames.StateProof, $"the multiproof of {name}: {error}");
            }
        }

        _blocks.Add(new ProvenBlock(header, hash, state, block));
        return state is null || !state.TryGet(ValidatorsKey, out var set) || Learn(set, header.Height + 1, name);
    }

    private bool Learn(byte[] bytes, ulong firstHeight, string name)
    {
        if (ReadRoster(bytes) is not { } roster)
        {
            return checks.Fail(PassportCheckNames.ValidatorChain, $"the validator set in the state of {name} is not well formed");
        }

        _trusted = _trusted.With(firstHeight, roster);
        return true;
    }

    private ValidatorRoster? ReadRoster(byte[] bytes)
    {
        try
        {
            return ValidatorRoster.TryCreate(genesis.Hasher, ValidatorSet.Parser.ParseFrom(bytes));
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private ByteString? LinkUp(HeaderVerdict below, PassportBlock block)
    {
        foreach (var bytes in block.Headers)
        {
            var next = _headers.Read(bytes.Span);
            if (next.Error != HeaderError.None || !HeaderLinks.Follows(next, below))
            {
                return null;
            }

            below = next;
        }

        return block.Headers.Count == 0 ? block.Header : block.Headers[^1];
    }

    private bool Refuse(HeaderError error, string name) => error == HeaderError.OtherValidators
        ? checks.Fail(
            PassportCheckNames.ValidatorChain, $"{name} is of a validator set that does not follow from genesis by the blocks before it")
        : checks.Fail(PassportCheckNames.QuorumCertificate, $"{name}: {error}");
}

/// <summary>A block of a passport that is known to be final.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Hash">The header's hash.</param>
/// <param name="State">What is proven of the state after it; null where nothing is.</param>
/// <param name="Carried">The block as the passport carries it.</param>
internal sealed record ProvenBlock(BlockHeader Header, Digest Hash, ProvenState? State, PassportBlock Carried);
