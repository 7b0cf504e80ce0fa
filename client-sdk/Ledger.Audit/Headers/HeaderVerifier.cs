using System.Diagnostics.CodeAnalysis;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Audit.Headers;

/// <summary>
/// Checks that a header is final: canonical, of this chain, and signed by more than 2/3 of the votes of a trusted set. Safe for use by
/// several threads.
/// </summary>
/// <param name="genesis">The chain, from a genesis file that the caller trusts.</param>
/// <param name="verifier">Checks the votes' signatures.</param>
public sealed class HeaderVerifier(GenesisFile genesis, ISignatureVerifier verifier)
{
    /// <summary>
    /// Checks a header against the sets trusted so far. <see cref="HeaderError.OtherValidators"/> asks the caller to follow the changes of
    /// the set first.
    /// </summary>
    public HeaderVerdict Verify(ReadOnlySpan<byte> header, QuorumCertificate? certificate, ValidatorHistory trusted)
    {
        var verdict = Read(header);
        if (verdict.Error != HeaderError.None)
        {
            return verdict;
        }

        if (certificate is null)
        {
            return verdict with { Error = HeaderError.Missing };
        }

        var roster = trusted.At(verdict.Header!.Height);
        return roster.Hash == verdict.Header.ValidatorsHash
            ? verdict with { Error = Check(certificate, verdict, roster) }
            : verdict with { Error = HeaderError.OtherValidators };
    }

    /// <summary>Reads a header and checks that it is of this chain; says nothing of its being final.</summary>
    public HeaderVerdict Read(ReadOnlySpan<byte> header)
    {
        if (header.IsEmpty)
        {
            return new HeaderVerdict(HeaderError.Missing, null, default);
        }

        if (!BlockHeader.TryDecode(header, out var read))
        {
            return new HeaderVerdict(HeaderError.Malformed, null, default);
        }

        var error = read.ChainId == genesis.ChainId ? HeaderError.None : HeaderError.OtherChain;
        return new HeaderVerdict(error, read, BlockHeader.Hash(genesis.Hasher, header));
    }

    private HeaderError Check(QuorumCertificate certificate, HeaderVerdict verdict, ValidatorRoster roster) =>
        QuorumCertificates.Check(certificate, genesis.ChainId, verdict.Header!.Height, verdict.Hash, roster, verifier) switch
        {
            QuorumCertificateError.None => HeaderError.None,
            QuorumCertificateError.OtherBlock => HeaderError.CertificateOfOtherBlock,
            QuorumCertificateError.NoQuorum => HeaderError.TooFewVotes,
            QuorumCertificateError.BadSignature => HeaderError.BadVoteSignature,
            _ => HeaderError.MalformedVotes,
        };
}

/// <summary>What came of checking a header.</summary>
/// <param name="Error">Why it is not final; <see cref="HeaderError.None"/> where it is.</param>
/// <param name="Header">The header where it could be read, final or not.</param>
/// <param name="Hash">The header's hash.</param>
public readonly record struct HeaderVerdict(HeaderError Error, BlockHeader? Header, Digest Hash)
{
    /// <summary>Whether the header is a final block of the chain.</summary>
    [MemberNotNullWhen(true, nameof(Header))]
    public bool IsFinal => Error == HeaderError.None;
}
