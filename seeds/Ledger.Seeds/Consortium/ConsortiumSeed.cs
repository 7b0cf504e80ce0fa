using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>
/// The test consortium: four validators (Zhuhai, Beijing, Guangzhou, regulator), twelve guarantors, an issuing
/// authority, two test authorities. From the same
/// seed and suite come the same genesis bytes, and so the same chain id. <b>Its keys are as public as its seed: never for production.</b>
/// </summary>
public sealed class ConsortiumSeed
{
    /// <summary>The seed that <c>./run</c> uses.</summary>
    public const ulong DefaultSeed = 20191201;

    /// <summary>Block 0: 2019-12-01 00:00 China Standard Time.</summary>
    public static readonly DateTimeOffset Start = new(2019, 12, 1, 0, 0, 0, TimeSpan.FromHours(8));

    private readonly Dictionary<string, Participant> _members;

    private ConsortiumSeed(ulong seed, CryptoSuite suite, DateTimeOffset start)
    {
        var hasher = Hashers.For(suite);
        var startMs = start.ToUnixTimeMilliseconds();
        Seed = seed;
        Algorithm = suite == CryptoSuite.Guomi ? SignatureAlgorithm.Sm2Sm3 : SignatureAlgorithm.EcdsaP256Sha256;
        Authorities =
        [
            new TestAuthority(seed, "珠海测试CA", Algorithm, hasher, startMs),
            new TestAuthority(seed, "湾区测试CA", Algorithm, hasher, startMs),
        ];
        var codes = new SeededRandom(seed, "member-codes");
        Validators =
        [
            .. MemberCatalog.Validators.Select(entry => new ValidatorSeed(
                entry.KeyName,
                Authorities[0].Certify(InventedCodes.Create(entry.UsccPrefix, codes), entry.Name),
                KeyPair.FromSeed(Algorithm, SeededBytes.Derive(seed, $"validator-key/{entry.KeyName}")),
                KeyPair.FromSeed(Algorithm, SeededBytes.Derive(seed, $"receipt-key/{entry.KeyName}")))),
        ];
        Guarantors =
        [
            .. MemberCatalog.Guarantors.Select(entry => new GuarantorSeed(
                Authorities[1].Certify(InventedCodes.Create("91440400", codes), entry.Name), entry.Form, entry.Share)),
        ];
        Issuer = Authorities[0].Certify(InventedCodes.Create(MemberCatalog.Issuer.UsccPrefix, codes), MemberCatalog.Issuer.Name);
        _members = Validators.Select(validator => validator.Owner).Concat(Guarantors.Select(guarantor => guarantor.Participant))
            .Append(Issuer).ToDictionary(participant => participant.Uscc, StringComparer.Ordinal);
        GenesisBytes = GenesisSeed.Write(this, suite, hasher, startMs);
        Genesis = GenesisFile.Parse(GenesisBytes);
    }

    /// <summary>What everything here follows from.</summary>
    public ulong Seed { get; }

    /// <summary>
    /// The algorithm of all keys: SM2 in <see cref="CryptoSuite.Guomi"/>, P-256 in <see cref="CryptoSuite.International"/>.
    /// </summary>
    public SignatureAlgorithm Algorithm { get; }

    /// <summary>The two test authorities: the first certifies public bodies, the second companies.</summary>
    public IReadOnlyList<TestAuthority> Authorities { get; }

    /// <summary>The validators, in the order of their nodes: Zhuhai, Beijing, Guangzhou, the regulator. One vote each.</summary>
    public IReadOnlyList<ValidatorSeed> Validators { get; }

    /// <summary>The guarantors, in a fixed order.</summary>
    public IReadOnlyList<GuarantorSeed> Guarantors { get; }

    /// <summary>The authority that issues qualifications (资质主管部门).</summary>
    public Participant Issuer { get; }

    /// <summary>The trading centre whose record is played.</summary>
    public Participant Zhuhai => Validators[0].Owner;

    /// <summary>All members, by unified social credit code.</summary>
    public IReadOnlyDictionary<string, Participant> Members => _members;

    /// <summary>The genesis file's bytes: protobuf JSON. The chain id is their digest, so write them as they are.</summary>
    public ReadOnlyMemory<byte> GenesisBytes { get; }

    /// <summary>The genesis file, read back.</summary>
    public GenesisFile Genesis { get; }

    /// <summary>The consortium of <see cref="DefaultSeed"/> whose block 0 is of this time, UTC milliseconds.</summary>
    public static ConsortiumSeed BegunAt(long utcMs) => Create(start: DateTimeOffset.FromUnixTimeMilliseconds(utcMs));

    /// <summary>The consortium of a seed, with block 0 at <see cref="Start"/> or at <paramref name="start"/>.</summary>
    public static ConsortiumSeed Create(
        ulong seed = DefaultSeed, CryptoSuite suite = CryptoSuite.Guomi, DateTimeOffset? start = null) => new(seed, suite, start ?? Start);
}

/// <summary>A guarantor of the test consortium.</summary>
/// <param name="Participant">The organisation.</param>
/// <param name="Form">What it issues.</param>
/// <param name="Share">Its weight in the market; only the ratio to the others' counts.</param>
public sealed record GuarantorSeed(Participant Participant, GuaranteeForm Form, int Share)
{
    /// <summary>The legal nature of what it issues (DOMAIN §2).</summary>
    public LegalNature LegalNature => Form switch
    {
        GuaranteeForm.Bank => LegalNature.Independent,
        GuaranteeForm.Insurance => LegalNature.Insurance,
        _ => LegalNature.Accessory,
    };
}

/// <summary>A validator of the test consortium.</summary>
/// <param name="Name">Its short name, also of its key file: <c>zhuhai</c>.</param>
/// <param name="Owner">The member that runs it.</param>
/// <param name="KeyPair">Its voting key, derived from the seed; another than the member's signing key.</param>
/// <param name="Receipts">The key of its node's receipts, derived from the seed.</param>
public sealed record ValidatorSeed(string Name, Participant Owner, KeyPair KeyPair, KeyPair Receipts);
