using System.Text;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Witness.Forks;

/// <summary>
/// Two final blocks of one height, in one file that anybody checks who has the genesis file: more than a third of the votes has signed
/// twice.
/// </summary>
public static class ForkFile
{
    /// <summary>Most bytes of a file.</summary>
    public const int BytesMax = 8 * 1024 * 1024;

    private static readonly byte[] Magic = Encoding.ASCII.GetBytes("ledger/fork/1\0\0\0");

    /// <summary>The file.</summary>
    public static byte[] Encode(ForkEvidence evidence) => [.. Magic, .. evidence.ToByteArray()];

    /// <summary>Checks a file. Any bytes, no exception.</summary>
    public static ForkVerdict Verify(ReadOnlySpan<byte> file, GenesisFile genesis, ISignatureVerifier signatures)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        if (file.Length > BytesMax || !file.StartsWith(Magic))
        {
            return new ForkVerdict(ForkError.NoForkFile, null, null, []);
        }

        try
        {
            return Verify(ForkEvidence.Parser.ParseFrom(file[Magic.Length..]), genesis, signatures);
        }
        catch (InvalidProtocolBufferException)
        {
            return new ForkVerdict(ForkError.NoForkFile, null, null, []);
        }
    }

    private static ForkVerdict Verify(ForkEvidence evidence, GenesisFile genesis, ISignatureVerifier signatures)
    {
        var first = FinalityProofs.Verify(evidence.First, genesis, signatures);
        var second = FinalityProofs.Verify(evidence.Second, genesis, signatures);
        var error = first.Error != FinalityError.None ? ForkError.FirstNotFinal
            : second.Error != FinalityError.None ? ForkError.SecondNotFinal
            : first.Header!.Height != second.Header!.Height ? ForkError.OtherHeights
            : first.Hash == second.Hash ? ForkError.SameBlock
            : ForkError.None;
        return error == ForkError.None
            ? new ForkVerdict(ForkError.None, first, second, SignedBoth(evidence.First.Certificate, evidence.Second.Certificate))
            : new ForkVerdict(error, null, null, []);
    }

    // Votes for two blocks of one height; certificates of different heights name nobody by themselves.
    private static IReadOnlyList<Digest> SignedBoth(QuorumCertificate first, QuorumCertificate second) =>
        first.Height == second.Height && first.BlockHash != second.BlockHash
            ? [.. Voters(first).Intersect(Voters(second))]
            : [];

    private static IEnumerable<Digest> Voters(QuorumCertificate certificate) =>
        certificate.Votes.Select(vote => new Digest(vote.Validator.Span));
}

/// <summary>What a file proves.</summary>
/// <param name="Error">Why it proves no fork; <see cref="ForkError.None"/> where it does.</param>
/// <param name="First">The one final block.</param>
/// <param name="Second">The other of the same height.</param>
/// <param name="SignedBoth">The validators whose votes stand in both certificates, where these are of one height.</param>
public sealed record ForkVerdict(ForkError Error, FinalityVerdict? First, FinalityVerdict? Second, IReadOnlyList<Digest> SignedBoth);

/// <summary>Why a file proves no fork. The names are stable.</summary>
public enum ForkError
{
    /// <summary>It proves one.</summary>
    None = 0,

    /// <summary>The file is none of this format, or longer than one may be.</summary>
    NoForkFile = 1,

    /// <summary>The first block is not proven final under this genesis file.</summary>
    FirstNotFinal = 2,

    /// <summary>The second block is not proven final under this genesis file.</summary>
    SecondNotFinal = 3,

    /// <summary>The blocks are of different heights.</summary>
    OtherHeights = 4,

    /// <summary>It is the same block twice.</summary>
    SameBlock = 5,
}
