using System.Globalization;
using Google.Protobuf;
using Ledger.Audit.Headers;
using Ledger.Audit.Proofs;
using Ledger.Client.Rpc;
using Ledger.Client.Witnesses;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.Proofs;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;
using Microsoft.Extensions.Logging;

namespace Ledger.Client.Trust;

/// <summary>
/// Decides which headers are final, and follows the changes of the validator set from genesis on. Reads take no lock; following does.
/// </summary>
internal sealed class TrustedChain : IDisposable
{
    /// <summary>Most headers between a block and the certified one.</summary>
    internal const int HeadersMax = 1024;

    private static readonly byte[] ValidatorsKey = MembershipTables.Validators.Key(MembershipTables.Current);
    private readonly LedgerClientOptions _options;
    private readonly LedgerNode.LedgerNodeClient _node;
    private readonly NodeCalls _calls;
    private readonly ILogger _logger;
    private readonly HeaderVerifier _verifier;
    private readonly SemaphoreSlim _following = new(1);
    private readonly Lazy<Digest> _genesisHash;
    private volatile ValidatorHistory _trusted;
    private volatile bool _checkpointHolds;
    private readonly WitnessCheck _witnesses;

    internal TrustedChain(LedgerClientOptions options, LedgerNode.LedgerNodeClient node, NodeCalls calls, ILogger logger)
    {
        _options = options;
        _node = node;
        _calls = calls;
        _logger = logger;
        _verifier = new HeaderVerifier(options.Genesis, new SignatureVerifier());
        _trusted = ValidatorHistory.From(options.Genesis);
        _genesisHash = new Lazy<Digest>(() => GenesisBlock.HashOf(options.Genesis));
        _checkpointHolds = options.Checkpoint is null;
        Head = new HeadTracker(options.Time);
        _witnesses = new WitnessCheck(options, this, new FinalityReader(node, calls, this));
    }

    /// <summary>The block up to which as many witnesses as the policy asks for have cosigned this chain; 0 where none are asked.</summary>
    internal ulong WitnessedHeight => _witnesses.Height;

    /// <summary>The newest final block seen.</summary>
    internal HeadTracker Head { get; }

    /// <summary>The blocks whose states name a new validator set, as far as they had to be followed; ascending.</summary>
    internal IReadOnlyList<ulong> ValidatorChanges => [.. _trusted.FirstHeights.Skip(1).Select(first => first - 1)];

    /// <summary>The set that finalises the block of this height.</summary>
    internal ValidatorRoster RosterAt(ulong height) => _trusted.At(height);

    public void Dispose()
    {
        _following.Dispose();
        _witnesses.Dispose();
    }

    /// <summary>The header, if it is final: certified itself, or named through <paramref name="above"/> by a later one that is.</summary>
    /// <param name="header">The header in question.</param>
    /// <param name="above">The headers above it up to the certified one, in order; none where it is the certified one.</param>
    /// <param name="certificate">Certifies the last of them.</param>
    /// <param name="cancellationToken">Ends the following of validator set changes.</param>
    /// <exception cref="VerificationException">It is not.</exception>
    internal async Task<VerifiedHeader> VerifyAsync(
        ByteString header, IReadOnlyList<ByteString> above, QuorumCertificate? certificate, CancellationToken cancellationToken)
    {
        await _witnesses.EnsureAsync(cancellationToken).ConfigureAwait(false);
        return await VerifyFinalAsync(header, above, certificate, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same, whatever witnesses say.</summary>
    /// <exception cref="VerificationException">It is not final.</exception>
    internal async Task<VerifiedHeader> VerifyFinalAsync(
        ByteString header, IReadOnlyList<ByteString> above, QuorumCertificate? certificate, CancellationToken cancellationToken)
    {
        if (!_checkpointHolds)
        {
            await CheckCheckpointAsync(_options.Checkpoint!, cancellationToken).ConfigureAwait(false);
        }

        var read = _verifier.Read(header.Span);
        ThrowUnless(read, read.Error);
        ThrowUnlessPinned(read);
        var top = LinkUp(read, above) ?? header;
        var verdict = Check(top.Span, certificate);
        if (verdict.Error == HeaderError.OtherValidators)
        {
            await FollowAsync(verdict.Header!, cancellationToken).ConfigureAwait(false);
            verdict = Check(top.Span, certificate);
        }

        ThrowUnless(verdict, verdict.Error);
        Head.Observe(read.Header!);
        return new VerifiedHeader(read.Header!, read.Hash);
    }

    /// <summary>The header, if it is in the history of a later one that is final, whichever validators signed at its own height.</summary>
    /// <param name="header">The header in question.</param>
    /// <param name="proof">What the node says of it.</param>
    /// <param name="cancellationToken">Ends the following of validator set changes.</param>
    /// <exception cref="VerificationException">It is not.</exception>
    internal async Task<VerifiedHeader> VerifyInHistoryAsync(
        ByteString header, GetHistoryProofResponse proof, CancellationToken cancellationToken)
    {
        await _witnesses.EnsureAsync(cancellationToken).ConfigureAwait(false);
        return await VerifyInFinalHistoryAsync(header, proof, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same, whatever witnesses say.</summary>
    /// <exception cref="VerificationException">It is not.</exception>
    internal async Task<VerifiedHeader> VerifyInFinalHistoryAsync(
        ByteString header, GetHistoryProofResponse proof, CancellationToken cancellationToken)
    {
        var anchor = await VerifyFinalAsync(proof.Anchor, [], proof.Certificate, cancellationToken).ConfigureAwait(false);
        var read = _verifier.Read(header.Span);
        ThrowUnless(read, read.Error);
        ThrowUnlessPinned(read);
        var height = read.Header!.Height;
        if (proof.Proof?.Index != height || proof.Proof.Size != anchor.Header.Height ||
            MerkleProofVerifier.Verify(anchor.Header.HistoryRoot, read.Hash.ToArray(), proof.Proof, _options.Genesis.Hasher) !=
            ProofError.None)
        {
            throw Fail(
                VerificationFailure.BrokenHeaderChain,
                $"the header of height {height} is not shown to be in the history of the one of {anchor.Header.Height}.");
        }

        return new VerifiedHeader(read.Header, read.Hash);
    }

    internal VerificationException Fail(VerificationFailure failure, string what)
    {
        _logger.VerificationFailed(_options.Node, failure);
        return new VerificationException(failure, what);
    }

    // Before anything of a node is believed it shows the pinned block, and the proven changes that lead to that block's validators. Whoever
    // signs above it is then one of them or was named by them; keys that were replaced before it sign nothing there.
    private async Task CheckCheckpointAsync(Checkpoint pinned, CancellationToken cancellationToken)
    {
        var read = _verifier.Read((await BlockAsync(pinned, cancellationToken).ConfigureAwait(false)).Header.Span);
        ThrowUnless(read, read.Error);
        if (read.Header!.Height != pinned.Height)
        {
            throw Fail(VerificationFailure.OtherHeight, $"asked for the pinned block {pinned.Height}, got {read.Header.Height}.");
        }

        ThrowUnlessPinned(read);
        await FollowAsync(read.Header, cancellationToken).ConfigureAwait(false);
        _checkpointHolds = true;
    }

    private async Task<Block> BlockAsync(Checkpoint pinned, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _calls.CallAsync(_node.GetBlockAsync, new GetBlockRequest { Height = pinned.Height }, cancellationToken)
                .ConfigureAwait(false);
            return response.Block ?? throw Fail(VerificationFailure.Missing, $"the pinned block {pinned.Height}.");
        }
        catch (RefusedException e) when (e.Code == RefusalCode.HeightNotAvailable)
        {
            throw Fail(VerificationFailure.BelowCheckpoint, $"the node does not show block {pinned.Height}, which is pinned as final.");
        }
    }

    private void ThrowUnlessPinned(HeaderVerdict read)
    {
        if (_options.Checkpoint is { } pinned && read.Header!.Height == pinned.Height && read.Hash != pinned.BlockHash)
        {
            throw Fail(
                VerificationFailure.ContradictsCheckpoint, $"its block {pinned.Height} is {read.Hash}, but {pinned.BlockHash} is pinned.");
        }
    }

    private void ThrowUnless(HeaderVerdict verdict, HeaderError error)
    {
        if (error != HeaderError.None)
        {
            throw Fail(
                FailureOf(error),
                $"the header of height {verdict.Header?.Height.ToString(CultureInfo.InvariantCulture) ?? "?"}: {error}.");
        }
    }

    /// <summary>The last of the headers above, each of which must name the one below; null where there are none.</summary>
    private ByteString? LinkUp(HeaderVerdict below, IReadOnlyList<ByteString> above)
    {
        if (above.Count > HeadersMax)
        {
            throw Fail(
                VerificationFailure.BrokenHeaderChain,
                $"{above.Count} headers lie between block and certificate; the most is {HeadersMax}.");
        }

        foreach (var bytes in above)
        {
            var next = _verifier.Read(bytes.Span);
            ThrowUnless(next, next.Error);
            ThrowUnlessPinned(next);
            if (!HeaderLinks.Follows(next, below))
            {
                throw Fail(
                    VerificationFailure.BrokenHeaderChain,
                    $"the header of height {next.Header!.Height} does not follow the one of {below.Header!.Height} under the same " +
                    $"validators.");
            }

            below = next;
        }

        return above.Count == 0 ? null : above[^1];
    }

    // Nobody votes for block 0: it is final because the genesis file makes it, and so the client makes it itself.
    private HeaderVerdict Check(ReadOnlySpan<byte> header, QuorumCertificate? certificate)
    {
        var read = _verifier.Read(header);
        if (read.Error != HeaderError.None || read.Header!.Height > 0)
        {
            return read.Error != HeaderError.None ? read : _verifier.Verify(header, certificate, _trusted);
        }

        return read.Hash == _genesisHash.Value ? read : read with { Error = HeaderError.OtherChain };
    }

    private static VerificationFailure FailureOf(HeaderError error) => error switch
    {
        HeaderError.Missing => VerificationFailure.Missing,
        HeaderError.Malformed => VerificationFailure.MalformedHeader,
        HeaderError.OtherChain => VerificationFailure.OtherChain,
        HeaderError.OtherValidators => VerificationFailure.UntrustedValidators,
        HeaderError.CertificateOfOtherBlock => VerificationFailure.CertificateOfOtherBlock,
        HeaderError.TooFewVotes => VerificationFailure.TooFewVotes,
        HeaderError.BadVoteSignature => VerificationFailure.BadVoteSignature,
        _ => VerificationFailure.MalformedVotes,
    };

    private async Task FollowAsync(BlockHeader target, CancellationToken cancellationToken)
    {
        await _following.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (var changes = 0; _trusted.At(target.Height).Hash != target.ValidatorsHash; changes++)
            {
                if (changes == _options.ValidatorChangesMax)
                {
                    throw Fail(
                        VerificationFailure.UntrustedValidators,
                        $"more than {changes} changes of the validator set up to height {target.Height}.");
                }

                await FollowOneAsync(target, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _following.Release();
        }
    }

    // Below `known` the set is trusted; `unknown` names one that is not. Halving the gap ends at a trusted block whose state names the next
    // set.
    private async Task FollowOneAsync(BlockHeader target, CancellationToken cancellationToken)
    {
        var before = _trusted;
        var known = Math.Max(before.FirstHeightAt(target.Height), 1); // genesis' set finalises block 1 too
        var unknown = target.Height;
        while (ReferenceEquals(_trusted, before))
        {
            if (unknown <= known)
            {
                throw Fail(
                    VerificationFailure.UntrustedValidators,
                    $"the set of height {target.Height} is not the one that the state before names.");
            }

            var middle = known + ((unknown - known) / 2);
            if (await TryLearnAtAsync(middle, cancellationToken).ConfigureAwait(false))
            {
                known = middle + 1;
            }
            else
            {
                unknown = middle;
            }
        }
    }

    /// <summary>Takes the set that the state after this height names; false where the height itself is of a set not trusted yet.</summary>
    private async Task<bool> TryLearnAtAsync(ulong height, CancellationToken cancellationToken)
    {
        var request = new GetStateRequest { Key = ByteString.CopyFrom(ValidatorsKey), Height = height };
        var response = await _calls.CallAsync(_node.GetStateAsync, request, cancellationToken).ConfigureAwait(false);
        var read = _verifier.Read(response.Header.Span);
        ThrowUnless(read, read.Error);
        if (read.Header!.Height != height)
        {
            throw Fail(VerificationFailure.OtherHeight, $"asked for height {height}, got {read.Header.Height}.");
        }

        var top = LinkUp(read, response.Headers) ?? response.Header;
        var verdict = Check(top.Span, response.Certificate);
        if (verdict.Error == HeaderError.OtherValidators)
        {
            return false;
        }

        ThrowUnless(verdict, verdict.Error);
        var next = height + 1;
        var trusted = _trusted.With(next, RosterIn(response.Proof, read.Header));
        if (!ReferenceEquals(trusted, _trusted))
        {
            _trusted = trusted;
            _logger.ValidatorsChanged(next, trusted.At(next).Hash);
        }

        return true;
    }

    private ValidatorRoster RosterIn(Ledger.Protocol.V1.StateProof? message, BlockHeader header)
    {
        if (message is null)
        {
            throw Fail(VerificationFailure.Missing, "the proof of the validator set.");
        }

        var proof = message.ToProof();
        var error = StateProofVerifier.Verify(header.StateRoot.ToArray(), proof, _options.Genesis.Hasher);
        if (error != ProofError.None || proof.Value is null || !proof.Key.AsSpan().SequenceEqual(ValidatorsKey))
        {
            throw Fail(VerificationFailure.StateProof, $"the validator set as of height {header.Height}: {error}.");
        }

        return ValidatorRoster.TryCreate(_options.Genesis.Hasher, ValidatorSet.Parser.ParseFrom(proof.Value))
            ?? throw Fail(VerificationFailure.MalformedRecord, $"the validator set as of height {header.Height} is not well formed.");
    }
}

/// <summary>A header that is final under the trusted validators.</summary>
internal sealed record VerifiedHeader(BlockHeader Header, Digest Hash);
