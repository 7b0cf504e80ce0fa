using Google.Protobuf;
using Ledger.Passports.Credentials;
using Ledger.Protocol.V1;

namespace Ledger.Passports.Tests;

/// <summary>Which fields a record has, and how they read.</summary>
public sealed class CredentialFieldsTests
{
    [Fact]
    public void A_kind_has_the_same_fields_whatever_its_record_has()
    {
        Assert.Equal(
            [
                "accepted_at", "award_fen", "awarded_at", "completed_at", "contract_fen", "contracted_at", "document_digest", "document_no",
                "effective_from", "effective_until", "manager_name", "name", "owner_uscc", "region", "section_code", "trade_class",
            ],
            CredentialFields.NamesOf(CredentialKind.Performance));
        Assert.Empty(CredentialFields.NamesOf(CredentialKind.Unspecified));
        Assert.Empty(CredentialFields.NamesOf((CredentialKind)77));
        foreach (var kind in Enum.GetValues<CredentialKind>().Where(kind => kind != CredentialKind.Unspecified))
        {
            var names = CredentialFields.NamesOf(kind);
            Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), names);
            Assert.InRange(names.Count, 7, PassportLimits.AttachmentsMax);
        }
    }

    [Fact]
    public void Values_read_as_json_does_everywhere()
    {
        var values = CredentialFields.ValuesOf(new RecordCredential
        {
            EffectiveFrom = 1_577_808_000_000,
            DocumentDigest = ByteString.CopyFrom(Enumerable.Repeat((byte)0xAB, 32).ToArray()),
            Performance = new PerformanceFact { Name = "大桥", ContractFen = 300_000_000, AcceptedAt = 1_577_808_000_001 },
        });
        Assert.Equal("2020-01-01T00:00:00+08:00", values["effective_from"]);
        Assert.Equal("2020-01-01T00:00:00.001+08:00", values["accepted_at"]);
        Assert.Equal(
            ("", "300000000", "0", "大桥"),
            (values["effective_until"], values["contract_fen"], values["award_fen"], values["name"]));
        Assert.Equal(string.Concat(Enumerable.Repeat("ab", 32)), values["document_digest"]);
        Assert.Equal("Penalty", CredentialFields.ValuesOf(
            new RecordCredential { Credit = new CreditFact { Kind = CreditKind.Penalty } })["kind"]);
        Assert.Equal("0101;0202", CredentialFields.ValuesOf(new RecordCredential
        {
            Certificate = new CertificateFact { QualificationIds = { ByteString.CopyFrom(1, 1), ByteString.CopyFrom(2, 2) } },
        })["qualification_ids"]);
    }

    [Fact]
    public void No_field_says_who_a_person_is_but_those_that_do()
    {
        var kinds = Enum.GetValues<CredentialKind>().Where(kind => CredentialFields.PersonalOf(kind).Count > 0);
        Assert.Equal([CredentialKind.Registration, CredentialKind.Performance, CredentialKind.Person], kinds);
        var values = CredentialFields.ValuesOf(new RecordCredential
        {
            Person = new PersonFact { PersonCommitment = ByteString.CopyFrom(new byte[32]) },
        });
        Assert.DoesNotContain(values.Keys, name => name.StartsWith("person", StringComparison.Ordinal));
    }
}
