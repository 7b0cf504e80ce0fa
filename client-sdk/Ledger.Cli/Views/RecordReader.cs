using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.CaTrust;
using Ledger.Schema.Credential;
using Ledger.Schema.Evidence;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Membership;
using Ledger.Schema.Tender;

namespace Ledger.Cli.Views;

/// <summary>Shows state values as the messages of their tables.</summary>
internal static class RecordReader
{
    private static readonly Dictionary<string, MessageParser> Parsers = new(StringComparer.Ordinal)
    {
        [MembershipTables.Members.Name] = Member.Parser,
        [MembershipTables.Validators.Name] = ValidatorSet.Parser,
        [MembershipTables.Cosigners.Name] = CosignerKeys.Parser,
        [MembershipTables.Limits.Name] = ChainLimits.Parser,
        [MembershipTables.Rules.Name] = RuleVersion.Parser,
        [MembershipTables.Proposals.Name] = Proposal.Parser,
        [AccountTables.Subjects.Name] = Subject.Parser,
        [AccountTables.Certificates.Name] = CertificateRecord.Parser,
        [AccountTables.Keys.Name] = KeyRecord.Parser,
        [AccountTables.CertificatesBySerial.Name] = CertificateRef.Parser,
        [AccountTables.Operators.Name] = Operator.Parser,
        [CaTrustTables.Authorities.Name] = CertificateAuthority.Parser,
        [CaTrustTables.Standings.Name] = AuthorityStanding.Parser,
        [CaTrustTables.ByName.Name] = AuthorityIds.Parser,
        [CaTrustTables.Acceptances.Name] = AcceptanceHistory.Parser,
        [CaTrustTables.Floors.Name] = FloorHistory.Parser,
        [CaTrustTables.Freshness.Name] = FreshnessHistory.Parser,
        [CaTrustTables.Revocations.Name] = Revocation.Parser,
        [CaTrustTables.Lists.Name] = RevocationLists.Parser,
        [CaTrustTables.Uploads.Name] = CrlUpload.Parser,
        [CaTrustTables.Parts.Name] = CrlPart.Parser,
        [CaTrustTables.Queue.Name] = CrlQueue.Parser,
        [EvidenceTables.Sessions.Name] = SessionRecord.Parser,
        [EvidenceTables.Newest.Name] = SessionRecord.Parser,
        [EvidenceTables.Cosignatures.Name] = Cosignature.Parser,
        [EvidenceTables.Findings.Name] = SupervisionFinding.Parser,
        [CredentialTables.Records.Name] = CredentialRecord.Parser,
        [CredentialTables.Commitments.Name] = CommittedCredential.Parser,
        [CredentialTables.Checks.Name] = CredentialCheck.Parser,
        [CredentialTables.CertificateNumbers.Name] = CredentialRef.Parser,
        [CredentialTables.Performances.Name] = CredentialRef.Parser,
        [CredentialTables.Catalog.Name] = QualificationTypeSchedule.Parser,
        [CredentialTables.Competences.Name] = CompetenceSchedule.Parser,
        [TenderTables.Projects.Name] = Project.Parser,
        [TenderTables.Sections.Name] = Section.Parser,
        [TenderTables.Notices.Name] = Notice.Parser,
        [TenderTables.Bidders.Name] = ListedBidder.Parser,
        [TenderTables.BondCaps.Name] = BondCapSchedule.Parser,
        [GuaranteeTables.Guarantees.Name] = Guarantee.Parser,
        [GuaranteeTables.BySection.Name] = GuaranteeRef.Parser,
        [GuaranteeTables.ByBidder.Name] = GuaranteeRef.Parser,
    };

    /// <summary>The messages of all tables.</summary>
    internal static IEnumerable<MessageDescriptor> Messages =>
        Parsers.Values.Select(parser => ((IMessage)parser.ParseFrom(ByteString.Empty)).Descriptor);

    /// <summary>The record; null where the table is not one of those, or the value no message of it.</summary>
    internal static Document? TryRead(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
#pragma warning disable RS0030 // The key of a table is bytes; its name is ASCII.
        var name = string.Join('/', Encoding.Latin1.GetString(key).Split('/').Take(2));
#pragma warning restore RS0030
        if (!Parsers.TryGetValue(name, out var parser))
        {
            return null;
        }

        try
        {
            return MessageDocuments.Of(parser.ParseFrom(value));
        }
        catch (InvalidProtocolBufferException)
        {
            return null; // the raw value is shown all the same
        }
    }
}
