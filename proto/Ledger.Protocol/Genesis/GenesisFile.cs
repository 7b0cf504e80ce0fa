using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Protocol.V1;

namespace Ledger.Protocol;

/// <summary>The genesis file: who the consortium starts with. The chain id is the digest of the file's very bytes.</summary>
public sealed class GenesisFile
{
    /// <summary>Largest file that is read.</summary>
    public const int BytesMax = 4 * 1024 * 1024;

    private GenesisFile(V1.Genesis content, byte[] bytes, Digest chainId, CryptoSuite suite, IHasher hasher, ValidatorRoster validators)
    {
        Content = content;
        FileBytes = bytes;
        ChainId = chainId;
        Suite = suite;
        Hasher = hasher;
        Validators = validators;
    }

    /// <summary>The parsed content.</summary>
    public V1.Genesis Content { get; }

    /// <summary>The file as read.</summary>
    public ReadOnlyMemory<byte> FileBytes { get; }

    /// <summary>H(<see cref="DomainTag.Genesis"/> ‖ file bytes): what every transaction and header carries.</summary>
    public Digest ChainId { get; }

    /// <summary>The chain's own algorithms.</summary>
    public CryptoSuite Suite { get; }

    /// <summary>The chain's hash.</summary>
    public IHasher Hasher { get; }

    /// <summary>
    /// Whether the chain is a rehearsal: its clock may be moved, and whatever shows something of it says so, lest a trial's guarantee is
    /// taken for a real one.
    /// </summary>
    public bool IsRehearsal => Content.Rehearsal;

    /// <summary>The first validator set.</summary>
    public ValidatorRoster Validators { get; }

    /// <summary>Reads a genesis file's bytes.</summary>
    /// <exception cref="InvalidDataException">It is not a genesis file; the message says what is wrong.</exception>
    public static GenesisFile Parse(ReadOnlyMemory<byte> file)
    {
        if (file.Length > BytesMax)
        {
            throw new InvalidDataException($"The genesis file has {file.Length} bytes; the most is {BytesMax}.");
        }

        V1.Genesis content;
        try
        {
            content = JsonParser.Default.Parse<V1.Genesis>(StrictText.Decode(file.Span, "The genesis file"));
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new InvalidDataException($"The genesis file is not the JSON form of ledger.v1.Genesis: {e.Message}", e);
        }

        var suite = (CryptoSuite)content.Suite;
        if (suite is not (CryptoSuite.Guomi or CryptoSuite.International))
        {
            throw new InvalidDataException($"The genesis file names suite {content.Suite}; known are 1 (GUOMI) and 2 (INTERNATIONAL).");
        }

        if (content.Limits is null)
        {
            throw new InvalidDataException("The genesis file has no limits.");
        }

        var hasher = Hashers.For(suite);
        var validators = ValidatorRoster.TryCreate(hasher, content.Validators ?? new ValidatorSet())
            ?? throw new InvalidDataException("The genesis file's validators are empty, out of order, or have a wrong id or power.");
        var chainId = TaggedHash.Compute(hasher, DomainTag.Genesis, file.Span);
        return new GenesisFile(content, file.ToArray(), chainId, suite, hasher, validators);
    }
}
