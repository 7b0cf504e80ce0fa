using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.FakeNode;

/// <summary>Keys from numbers, for ever the same.</summary>
public static class Keys
{
    public const string MemberUscc = "91440400MA4UWX0R6T";

    public static KeyPair Pair(int number, SignatureAlgorithm algorithm = SignatureAlgorithm.EcdsaP256Sha256)
    {
        var seed = new byte[KeyPair.SeedBytes];
        seed[0] = (byte)number;
        return KeyPair.FromSeed(algorithm, seed);
    }

    /// <summary>The validator set of these numbers, each with one vote.</summary>
    public static ValidatorSet Set(IHasher hasher, IEnumerable<int> numbers)
    {
        var set = new ValidatorSet();
        set.Validators.AddRange(numbers.Select(number => Validator(hasher, number)).OrderBy(validator => new Digest(validator.Id.Span)));
        return set;
    }

    /// <summary>A validator's receipt key is the pair of its number and this.</summary>
    public const int ReceiptsFrom = 100;

    /// <summary>The receipt keys of the validators of these numbers, as a genesis file lists them.</summary>
    public static IEnumerable<GenesisReceiptKey> Receipts(IHasher hasher, IEnumerable<int> numbers) => numbers.Select(number =>
    {
        var key = Pair(number + ReceiptsFrom, AlgorithmOf(hasher.Suite)).PublicKey;
        return new GenesisReceiptKey
        {
            Validator = Validator(hasher, number).Id,
            Key = new ReceiptKey { Algorithm = (uint)key.Algorithm, PublicKey = ByteString.CopyFrom(key.Encoded) },
        };
    });

    private static Validator Validator(IHasher hasher, int number)
    {
        var key = Pair(number, AlgorithmOf(hasher.Suite)).PublicKey;
        return new Validator
        {
            Id = ByteString.CopyFrom(ValidatorRoster.IdOf(hasher, key).ToArray()),
            Algorithm = (uint)key.Algorithm,
            PublicKey = ByteString.CopyFrom(key.Encoded),
            Power = 1,
            Name = $"validator {number}",
            MemberUscc = MemberUscc,
        };
    }

    public static SignatureAlgorithm AlgorithmOf(CryptoSuite suite) =>
        suite == CryptoSuite.Guomi ? SignatureAlgorithm.Sm2Sm3 : SignatureAlgorithm.EcdsaP256Sha256;
}
