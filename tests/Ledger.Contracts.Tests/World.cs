using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;
using Ledger.Schema.CaTrust;
using Ledger.Schema.Membership;
using Signer = Ledger.Schema.Signer;

namespace Ledger.Contracts.Tests;

/// <summary>
/// A small consortium on a clock of its own. Each call is a block; after each, the invariants that gate finality are checked.
/// </summary>
internal sealed partial class World
{
    internal const long Start = 1_700_000_000_000;
    internal const long Day = 24L * 60 * 60 * 1000;
    internal static readonly IHasher Hasher = Hashers.For(CryptoSuite.Guomi);
    internal static readonly Digest ChainId = new(Bytes(32, 0xC4));
    private const string CaId = "test";
    private static readonly SignatureVerifier Verifier = new();

    internal World()
    {
        Centre = Join(1, Role.TradingCentre);
        OtherCentre = Join(2, Role.TradingCentre);
        Guarantor = Join(3, Role.Guarantor);
        OtherGuarantor = Join(4, Role.Guarantor);
        Regulator = Join(5, Role.Regulator);
        Authority = Join(10, Role.IssuingAuthority);
        Auditor = Join(11, Role.Auditor);
        Tenderer = Subject(6);
        Bidder = Subject(7);
        CaTrustTables.Standings.Write(
            State,
            CaTrustTables.Standings.Key(CaId),
            new AuthorityStanding { Statuses = { new AuthorityStatusEntry { EffectiveFrom = Start, Status = AuthorityStatus.Active } } });
        Register(7);
        Register(8);
        PutValidators((Centre, 1), (OtherCentre, 1), (Guarantor, 1), (Regulator, 1));
        MembershipTables.Rules.Write(State, MembershipTables.Rules.Key("current"), new RuleVersion { Version = 1 });
    }

    internal MemoryState State { get; private set; } = new();

    internal long Time { get; set; } = Start;

    internal ulong Height { get; private set; }

    /// <summary>The rules that calls are executed under.</summary>
    internal uint RuleVersion { get; set; } = 1;

    internal List<Event> Events { get; } = [];

    internal Signer Centre { get; }

    internal Signer OtherCentre { get; }

    internal Signer Guarantor { get; }

    internal Signer OtherGuarantor { get; }

    internal Signer Regulator { get; }

    internal Signer Authority { get; }

    internal Signer Auditor { get; }

    internal Signer Tenderer { get; }

    internal Signer Bidder { get; }

    internal static byte[] Bytes(int length, byte fill) => [.. Enumerable.Repeat(fill, length)];

    internal static Google.Protobuf.ByteString Blob(int length, byte fill = 1) => Google.Protobuf.ByteString.CopyFrom(Bytes(length, fill));

    internal static string Uscc(int number)
    {
        var first = $"91440400{number:D9}";
        return first + UnifiedSocialCreditCode.CheckCharacter(first);
    }

    internal static KeyPair Key(byte seed) => KeyPair.FromSeed(SignatureAlgorithm.Sm2Sm3, Bytes(32, seed));

    internal BlockScope Scope => new(ChainId, CryptoSuite.Guomi, Hasher, Verifier, Height, Time, RuleVersion);

    /// <summary>Blocks in which nothing happened, so that the next is of a height above this.</summary>
    internal void SkipTo(ulong height) => Height = height;

    internal Refused Run(Signer signer, Call call)
    {
        Height++;
        var scope = Scope;
        var before = State;
        var after = State.Copy();
        var context = new CallContext(scope, signer, after);
        var refused = ContractDispatcher.Execute(call, context);
        if (refused.IsRefused)
        {
            Assert.InRange(refused.Detail.Length, 1, Refused.DetailCharsMax);
            Assert.NotNull(RefusalCatalog.Find(refused.Code));
            return refused;
        }

        Assert.Null(LedgerInvariants.Check(after.ChangesSince(before), after, Time, Hasher));
        Assert.NotEmpty(context.Events);
        Assert.All(context.Events, EventCatalogTests.IsOfTheCatalogue);
        State = after;
        Events.AddRange(context.Events);
        return refused;
    }

    /// <summary>One more call in the block of the call before.</summary>
    internal Refused RunInSameBlock(Signer signer, Call call)
    {
        Height--;
        return Run(signer, call);
    }

    internal void MustRun(Signer signer, Call call)
    {
        var refused = Run(signer, call);
        Assert.False(refused.IsRefused, $"{refused.Code}: {refused.Detail}");
    }

    internal void PutValidators(params (Signer Owner, ulong Power)[] validators)
    {
        foreach (var gone in MembershipTables.Validators.Read(State, MembershipTables.Validators.Key("current"))?.Validators ?? [])
        {
            MembershipTables.ReceiptKeys.Delete(State, MembershipTables.ReceiptKeys.Key(gone.Id.Span));
        }

        var set = new ValidatorSet();
        set.Validators.AddRange(validators
            .Select((validator, i) => (validator, key: Key((byte)(100 + i)).PublicKey))
            .Select(entry => new Validator
            {
                Id = Google.Protobuf.ByteString.CopyFrom(ValidatorRoster.IdOf(Hasher, entry.key).ToArray()),
                Algorithm = (uint)entry.key.Algorithm,
                PublicKey = Google.Protobuf.ByteString.CopyFrom(entry.key.Encoded),
                Power = entry.validator.Power,
                Name = "v",
                MemberUscc = entry.validator.Owner.Uscc,
            })
            .OrderBy(validator => new Digest(validator.Id.Span)));
        MembershipTables.Validators.Write(State, MembershipTables.Validators.Key("current"), set);
        for (var i = 0; i < validators.Length; i++)
        {
            var id = ValidatorRoster.IdOf(Hasher, Key((byte)(100 + i)).PublicKey);
            MembershipTables.ReceiptKeys.Write(State, MembershipTables.ReceiptKeys.Key(id.ToArray()), ReceiptKey((byte)(100 + i)));
        }
    }

    /// <summary>The receipt key of the validator whose own key has this seed.</summary>
    internal static ReceiptKey ReceiptKey(byte validator) => AsReceiptKey(Key((byte)~validator));

    internal static ReceiptKey AsReceiptKey(KeyPair pair) =>
        new() { Algorithm = (uint)pair.PublicKey.Algorithm, PublicKey = Google.Protobuf.ByteString.CopyFrom(pair.PublicKey.Encoded) };

    internal static Digest CertificateOf(int number) => new(Bytes(32, (byte)number));

    internal CertificateRecord Certificate(int number) =>
        AccountTables.Certificates.Read(State, AccountTables.Certificates.Key(CertificateOf(number).ToArray()))!;

    /// <summary>Enters a subject's signing certificate, or changes what stands of it.</summary>
    internal void Register(int number, Action<CertificateRecord>? change = null)
    {
        var key = Key((byte)number).PublicKey;
        var record = new CertificateRecord
        {
            Uscc = Uscc(number),
            Algorithm = (uint)key.Algorithm,
            PublicKey = Google.Protobuf.ByteString.CopyFrom(key.Encoded),
            NotBefore = Start - Day,
            NotAfter = Start + (365 * Day),
            PathNotAfter = Start + (365 * Day),
            RegisteredAt = Start,
            Kind = CertificateKind.Signing,
            CaId = CaId,
            IssuerId = Blob(32),
        };
        change?.Invoke(record);
        AccountTables.Certificates.Write(State, AccountTables.Certificates.Key(CertificateOf(number).ToArray()), record);
    }

    internal Signer Subject(int number, bool registered = true)
    {
        var uscc = Uscc(number);
        if (registered)
        {
            var table = AccountTables.Subjects;
            table.Write(State, table.Key(uscc), new Subject { Uscc = uscc, Name = "n", RegisteredAt = Start });
        }

        return new Signer(CertificateOf(number), Key((byte)number).PublicKey, uscc, null);
    }

    private Signer Join(int number, Role role)
    {
        var signer = Subject(number);
        var member = new Member { Uscc = signer.Uscc, Name = "m", Region = "440400", Roles = { role }, Active = true };
        MembershipTables.Members.Write(State, MembershipTables.Members.Key(signer.Uscc), member);
        return signer with { Member = member };
    }
}
