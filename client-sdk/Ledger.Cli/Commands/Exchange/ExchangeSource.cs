using Ledger.Cli.Commands.Guarantees;
using Ledger.Client;
using Ledger.Exchange;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;

namespace Ledger.Cli.Commands.Exchange;

/// <summary>Documents of proven records, all of one document as of one height.</summary>
internal static class ExchangeSource
{
    internal static async Task<ExchangeDocument> ProjectAsync(LedgerClient client, string code, CancellationToken cancellationToken)
    {
        var project = await client.ReadAsync(TenderTables.Projects, TenderTables.Projects.Key(code), cancellationToken: cancellationToken);
        return project.Record is { } record
            ? ExchangeRecords.Of(record) with { AsOfHeight = project.Height, AsOfTime = project.Time }
            : throw CliException.NotFound(
                $"Tender project {code} is not on the chain as of height {project.Height}. Check the code; the trading centre creates " +
                $"projects.",
                $"截至高度 {project.Height}，链上没有招标项目 {code}；项目由交易中心创建，请核对编号。");
    }

    internal static async Task<ExchangeDocument> SectionAsync(LedgerClient client, string code, CancellationToken cancellationToken)
    {
        var section = await FindSectionAsync(client, code, cancellationToken);
        var notices = await client.ListAsync(TenderTables.NoticePrefix(code), section.Height, cancellationToken: cancellationToken);
        var document = ExchangeRecords.Of(
            section.Record!, notices.Entries.Select(entry => Notice.Parser.ParseFrom(entry.Value.Span)), section.Time);
        return document with { AsOfHeight = section.Height, AsOfTime = section.Time };
    }

    internal static async Task<ExchangeDocument> GuaranteeAsync(LedgerClient client, string text, CancellationToken cancellationToken)
    {
        var id = GuaranteeReading.Id(text);
        var guarantee = await client.ReadAsync(
            GuaranteeTables.Guarantees, GuaranteeTables.Guarantees.Key(id.Span), cancellationToken: cancellationToken);
        var record = guarantee.Record
            ?? throw CliException.NotFound(
                $"Guarantee {text} is not on the chain as of height {guarantee.Height}.",
                $"截至高度 {guarantee.Height}，链上没有保函 {text}。");
        var at = guarantee.Height;
        var guarantor = await NameAsync(client, record.IssuerUscc, at, cancellationToken);
        if (record.Terms is not { } terms)
        {
            return ExchangeRecords.Of(record, null, null, guarantee.Time) with
            {
                GuarantorName = guarantor,
                AsOfHeight = at,
                AsOfTime = guarantee.Time,
            };
        }

        var section = await client.ReadAsync(TenderTables.Sections, TenderTables.Sections.Key(terms.SectionCode), at, cancellationToken);
        var project = section.Record is { } found
            ? await client.ReadAsync(
                TenderTables.Projects, TenderTables.Projects.Key(found.Announced.TenderProjectCode), at, cancellationToken)
            : null;
        return ExchangeRecords.Of(record, section.Record, project?.Record, guarantee.Time) with
        {
            GuarantorName = guarantor,
            BeneficiaryName = await NameAsync(client, terms.BeneficiaryUscc, at, cancellationToken),
            AsOfHeight = at,
            AsOfTime = guarantee.Time,
        };
    }

    internal static async Task<ExchangeDocument> DecryptionAsync(LedgerClient client, string code, CancellationToken cancellationToken)
    {
        var section = await FindSectionAsync(client, code, cancellationToken);
        var projectCode = section.Record!.Announced.TenderProjectCode;
        var project = await client.ReadAsync(
            TenderTables.Projects, TenderTables.Projects.Key(projectCode), section.Height, cancellationToken);
        var listed = await client.ListAsync(GuaranteeTables.SectionPrefix(code), section.Height, cancellationToken: cancellationToken);
        if (listed.Entries.Count == 0)
        {
            throw CliException.NotFound(
                $"Section {code} has no revealed guarantee as of height {section.Height}. Guarantees are revealed after the opening.",
                $"截至高度 {section.Height}，标段 {code} 没有已解密的保函；保函在开标后解密。");
        }

        var guarantees = new List<Guarantee>();
        foreach (var entry in listed.Entries)
        {
            var key = GuaranteeTables.Guarantees.Key(GuaranteeRef.Parser.ParseFrom(entry.Value.Span).GuaranteeId.Span);
            var guarantee = await client.ReadAsync(GuaranteeTables.Guarantees, key, section.Height, cancellationToken);
            guarantees.Add(
                guarantee.Record ?? throw CliException.NotVerified(
                    $"Section {code} lists a guarantee that is not on the chain.",
                    $"标段 {code} 所列的一份保函不在链上。"));
        }

        var created = project.Record
            ?? throw CliException.NotVerified(
                $"Section {code} is of tender project {projectCode}, which is not on the chain.",
                $"标段 {code} 所属的招标项目 {projectCode} 不在链上。");
        return ExchangeRecords.Of(section.Record, created, guarantees) with { AsOfHeight = section.Height, AsOfTime = section.Time };
    }

    private static async Task<StateRecord<Section>> FindSectionAsync(LedgerClient client, string code, CancellationToken cancellationToken)
    {
        var section = await client.ReadAsync(TenderTables.Sections, TenderTables.Sections.Key(code), cancellationToken: cancellationToken);
        return section.Record is not null
            ? section
            : throw CliException.NotFound(
                $"Section {code} is not on the chain as of height {section.Height}. Check the code; the trading centre announces " +
                $"sections.",
                $"截至高度 {section.Height}，链上没有标段 {code}；标段由交易中心公告，请核对编号。");
    }

    private static async Task<string> NameAsync(LedgerClient client, string uscc, ulong height, CancellationToken cancellationToken) =>
        (await client.ReadAsync(AccountTables.Subjects, AccountTables.Subjects.Key(uscc), height, cancellationToken)).Record?.Name
            ?? string.Empty;
}
