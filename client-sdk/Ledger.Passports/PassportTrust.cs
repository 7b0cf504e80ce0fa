using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Protocol;

namespace Ledger.Passports;

/// <summary>The one thing that the reader of a passport trusts: a chain, by its genesis file or by the file's hash.</summary>
public sealed class PassportTrust
{
    private readonly GenesisFile? _genesis;

    private PassportTrust(Digest chainId, GenesisFile? genesis) => (ChainId, _genesis) = (chainId, genesis);

    /// <summary>The chain's id.</summary>
    public Digest ChainId { get; }

    /// <summary>Trusts a genesis file.</summary>
    public static PassportTrust Of(GenesisFile genesis)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        return new PassportTrust(genesis.ChainId, genesis);
    }

    /// <summary>Trusts the genesis file that hashes to this id; the passport must carry the file.</summary>
    public static PassportTrust Of(Digest chainId) => new(chainId, null);

    /// <summary>
    /// The trusted genesis file; otherwise what is wrong. A file in the passport is hashed before anything of it is read.
    /// </summary>
    internal GenesisFile? Find(ReadOnlyMemory<byte> carried, out string error)
    {
        error = string.Empty;
        if (carried.IsEmpty)
        {
            error = _genesis is null
                ? "the passport does not carry the genesis file, so its hash alone does not do: give the file"
                : string.Empty;
            return _genesis;
        }

        if (!HashesTo(CryptoSuite.Guomi, carried.Span) && !HashesTo(CryptoSuite.International, carried.Span))
        {
            error = "the genesis file in the passport does not hash to the trusted chain's id";
            return null;
        }

        return _genesis ?? Parse(carried, out error);
    }

    private bool HashesTo(CryptoSuite suite, ReadOnlySpan<byte> file) =>
        TaggedHash.Compute(Hashers.For(suite), DomainTag.Genesis, file) == ChainId;

    private GenesisFile? Parse(ReadOnlyMemory<byte> file, out string error)
    {
        error = string.Empty;
        try
        {
            var genesis = GenesisFile.Parse(file);
            error = genesis.ChainId == ChainId
                ? string.Empty
                : "the genesis file hashes to the trusted id under another suite than its own";
            return error.Length == 0 ? genesis : null;
        }
        catch (InvalidDataException e)
        {
            error = e.Message;
            return null;
        }
    }
}
