using System.Text;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>The genesis of the test consortium.</summary>
internal static class GenesisSeed
{
    private const uint TransactionBytesMax = 72 * 1024; // a revocation list of 64 KiB, and what stands around it
    private const uint BatchBytesMax = 96 * 1024;
    private const uint CallsMax = 256;
    private const long NotAfterMsMax = 24L * 60 * 60 * 1000;

    internal static byte[] Write(ConsortiumSeed consortium, CryptoSuite suite, IHasher hasher, long startMs)
    {
        var genesis = new Genesis
        {
            Name = "珠海公共资源交易测试联盟链",
            Suite = (uint)suite,
            Time = startMs,
            RuleVersion = 1,
            Rehearsal = true,
            Validators = new ValidatorSet(),
            Limits = new ChainLimits
            {
                TransactionBytesMax = TransactionBytesMax,
                BatchBytesMax = BatchBytesMax,
                CallsMax = CallsMax,
                NotAfterMsMax = NotAfterMsMax,
            },
        };
        genesis.Validators.Validators.AddRange(consortium.Validators
            .Select(validator => ValidatorOf(validator, hasher)).OrderBy(validator => new Digest(validator.Id.Span)));
        genesis.ReceiptKeys.AddRange(consortium.Validators.Select(validator => new GenesisReceiptKey
        {
            Validator = IdOf(validator, hasher),
            Key = new ReceiptKey
            {
                Algorithm = (uint)validator.Receipts.Algorithm,
                PublicKey = ByteString.CopyFrom(validator.Receipts.PublicKey.Encoded),
            },
        }));
        genesis.Members.AddRange(
            consortium.Validators.Zip(MemberCatalog.Validators, (validator, entry) => MemberOf(validator.Owner, entry)));
        genesis.Members.AddRange(consortium.Guarantors.Select(MemberOf));
        genesis.Members.Add(MemberOf(consortium.Issuer, MemberCatalog.Issuer));
        genesis.Certificates.AddRange(genesis.Members.Select(
            member => UnsafeByteOperations.UnsafeWrap(consortium.Members[member.Uscc].Certificate.Der)));
        genesis.CertificateAnchors.AddRange(
            consortium.Authorities.Select(authority => UnsafeByteOperations.UnsafeWrap(authority.Root.Der)));
        genesis.BondCaps.AddRange(BondCapCatalog.Caps);
        genesis.TenderRules.AddRange(TenderRuleCatalog.Rules);
        genesis.WorkCalendars.AddRange(WorkCalendarCatalog.Calendars);
        genesis.QualificationTypes.AddRange(QualificationCatalog.Types);
        genesis.IssuerCompetences.AddRange(CompetenceCatalog.Of(consortium));
        var formatter = new JsonFormatter(JsonFormatter.Settings.Default.WithIndentation());
        return Encoding.UTF8.GetBytes(formatter.Format(genesis).ReplaceLineEndings("\n") + "\n");
    }

    private static ByteString IdOf(ValidatorSeed validator, IHasher hasher) =>
        ByteString.CopyFrom(ValidatorRoster.IdOf(hasher, validator.KeyPair.PublicKey).ToArray());

    private static Validator ValidatorOf(ValidatorSeed validator, IHasher hasher) => new()
    {
        Id = IdOf(validator, hasher),
        Algorithm = (uint)validator.KeyPair.Algorithm,
        PublicKey = ByteString.CopyFrom(validator.KeyPair.PublicKey.Encoded),
        Power = 1,
        Name = validator.Name,
        MemberUscc = validator.Owner.Uscc,
    };

    private static Member MemberOf(Participant participant, MemberCatalog.Entry entry) => new()
    {
        Uscc = participant.Uscc,
        Name = entry.Name,
        Region = entry.Region,
        Roles = { entry.Role },
        Active = true,
    };

    private static Member MemberOf(GuarantorSeed guarantor) => new()
    {
        Uscc = guarantor.Participant.Uscc,
        Name = guarantor.Participant.Name,
        Region = "440400",
        Roles = { Role.Guarantor },
        Active = true,
    };
}
