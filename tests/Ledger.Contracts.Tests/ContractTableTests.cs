using Ledger.Protocol;

namespace Ledger.Contracts.Tests;

public sealed class ContractTableTests
{
    private static readonly Dictionary<string, Row> Rows = new Row[][]
    {
        [.. MembershipRows.All], [.. AccountRows.All],
        [.. TenderRows.All], [.. CourseRows.All], [.. TenderConfigurationRows.All],
        [.. GuaranteeRows.All], [.. EndingRows.All], [.. VersionRows.All], [.. ApplicantRows.All], [.. ComplianceRows.All],
        [.. CardRows.All],
        [.. ProjectRows.All],
        [.. TrustChangeRows.All], [.. ImportCrlRows.All], [.. CrlUploadRows.All], [.. CertificateRows.All], [.. SessionRows.All],
        [.. CredentialRows.All], [.. CredentialChangeRows.All], [.. CheckRows.All], [.. CommitRows.All], [.. OperatorCallRows.All],
        [.. CosignRows.All], [.. FindingRows.All], [.. CosignerRows.All],
    }.SelectMany(rows => rows).ToDictionary(row => row.Name);

    public static TheoryData<string> RowNames => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(RowNames))]
    public void Every_row_comes_out_as_its_rule_says(string name) => Rows[name].Check();

    [Fact]
    public void Every_refusal_of_a_contract_has_a_row()
    {
        var expected = Rows.Values.Select(row => row.Expected).ToHashSet();
        Assert.Empty(
            Enum.GetValues<RefusalCode>().Where(code => (uint)code is (>= 3000 and < 9000) or (>= 12000 and < 13000)).Except(expected));
    }
}
