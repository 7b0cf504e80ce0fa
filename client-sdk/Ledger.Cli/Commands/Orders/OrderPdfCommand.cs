using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Cli.Commands.Passports;
using Ledger.Client.Passports;
using Ledger.Orders;
using Ledger.Passports;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;

namespace Ledger.Cli.Commands.Orders;

internal sealed class OrderPdfCommand : BookStepCommand<BidderOrders>
{
    private readonly Option<string> _out = Client.FileOptions.Out("the PDF");
    private readonly Option<string?> _passport = new("--passport")
    {
        Description = "Also write the passport alone to this new file.",
        HelpName = "FILE",
    };
    private readonly GuaranteePdfFile _pdf = new();

    internal OrderPdfCommand(CliContext context)
        : base(
            new BidderSide(),
            "pdf",
            "Your guarantee as a PDF, with its proof inside: at once, while nobody else can read it. Of a blind order it is the cipher " +
            "text (密文文本), which names no section; after the opening it is the revealed one. The guarantor's sealed document, where it " +
            "sent one: `ledger order documents`.",
            "ledger order pdf 00112233445566778899aabbccddeeff --out guarantee.pdf --orders orders")
    {
        foreach (var option in (ReadOnlySpan<Option>)[_out, _passport, _pdf.Address, _pdf.Font, _pdf.Particulars])
        {
            Add(option);
        }

        Reads(context, async (invocation, orders, cancellationToken) =>
        {
            var opened = orders.Openings(IdOf(invocation))[^1];
            var client = invocation.OpenReader();
            var passport = await new PassportBuilder(client).BuildGuaranteeAsync(
                opened.GuaranteeId.Memory,
                new PassportOptions { Opening = new PassportOpening { Salt = opened.Salt, Content = opened.Terms } },
                cancellationToken)
                ?? throw CliException.NotFound(
                    "The guarantee is not on the chain at the node that was asked.", "所询问的节点上没有该保函。");
            var file = PassportFile.Encode(passport);
            var report = new PassportVerifier(PassportTrust.Of(invocation.Genesis)).Verify(file);
            if (!report.IsValid)
            {
                throw CliException.NotVerified(
                    "What the node gave does not prove the guarantee. Ask another node with --node.",
                    "节点给出的内容不能证明该保函，请用 --node 换一个节点。");
            }

            var beneficiary = GuaranteeTerms.Parser.ParseFrom(opened.Terms).BeneficiaryUscc;
            var subject = beneficiary.Length == 0
                ? null
                : (await client.ReadAsync(
                    AccountTables.Subjects, AccountTables.Subjects.Key(beneficiary), cancellationToken: cancellationToken)).Record;
            await _pdf.WriteAsync(invocation, invocation.Value(_out), report, file, subject?.Name ?? string.Empty);
            if (invocation.Value(_passport) is { } path)
            {
                EncodedFile.WriteNew(path, file);
            }

            invocation.Report.Show(
                ("guarantee", "保函"),
                new Document { ["guarantee"] = Datum.Id(opened.GuaranteeId), ["file"] = invocation.Value(_out), ["bytes"] = file.Length });
        });
    }
}
