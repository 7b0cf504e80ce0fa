using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Orders;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Orders;

internal sealed class OrderOpenVoucherCommand : CliCommand
{
    private readonly Argument<string> _voucher = new("VOUCHER") { Description = "The file of `ledger order voucher`." };
    private readonly Option<string?> _words = RecoveryWordsFile.Option();
    private readonly Option<string> _out = Client.FileOptions.Out("what opens the latest version");

    internal OrderOpenVoucherCommand(CliContext context)
        : base(
            "open-voucher",
            "Open a voucher with the 24 words, without keys, folder or node: what it writes is the --opening of `ledger passport export`.",
            "ledger order open-voucher guarantee.voucher --words words.txt --out opening.json")
    {
        Add(_voucher);
        Add(_words);
        Add(_out);
        Does(context, (invocation, _) =>
        {
            var secret = RecoveryWordsFile.Read(invocation, _words);
            var voucher = GuaranteeVouchers.Open(invocation.Genesis, secret, EncodedFile.ReadAll(invocation.Value(_voucher)));
            var latest = voucher.Versions[^1];
            var terms = GuaranteeTerms.Parser.ParseFrom(latest.Terms);
            OrderFiles.WriteJson(invocation.Value(_out), new PassportOpening { Salt = latest.Salt, Content = latest.Terms });
            invocation.Report.Show(
                ("voucher", "保函凭据"),
                new Document
                {
                    ["guarantee"] = Datum.Id(voucher.Versions[0].GuaranteeId),
                    ["guarantee_no"] = terms.GuaranteeNo,
                    ["section"] = terms.SectionCode.Length > 0 ? terms.SectionCode : latest.Section?.SectionCode,
                    ["amount_fen"] = Datum.Money(terms.AmountFen),
                    ["valid_until"] = Datum.Time(terms.ValidUntil),
                    ["version"] = terms.Version,
                    ["file"] = invocation.Value(_out),
                });
            return Task.FromResult(ExitCode.Done);
        });
    }
}
