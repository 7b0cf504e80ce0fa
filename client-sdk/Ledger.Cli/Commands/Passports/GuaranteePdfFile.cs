using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Ledger.Cli.Client;
using Ledger.GuaranteePdf;
using Ledger.Passports;
using FileOptions = Ledger.Cli.Client.FileOptions;

namespace Ledger.Cli.Commands.Passports;

/// <summary>The PDF of a guarantee, as the commands that write one take it: its options, and the file.</summary>
internal sealed class GuaranteePdfFile
{
    internal Option<Uri> Address { get; } = new("--address")
    {
        Description = "Where the PDF's QR leads; the guarantee's id is added.",
        HelpName = "URL",
        DefaultValueFactory = _ => new GuaranteePdfOptions().VerificationAddress,
    };

    internal Option<string?> Font { get; } = FileOptions.Font();

    internal Option<string?> Particulars { get; } = new("--particulars")
    {
        Description = "JSON of what the PDF says that the chain does not hold: "
            + "beneficiaryName, issuerAddress, demandAddress, postCode, phone, signatory, place, court, tenderDocument; each may be " +
                "left out.",
        HelpName = "FILE",
    };

    /// <summary>Writes the PDF with its passport inside, and says where the seal goes.</summary>
    /// <param name="invocation">The run.</param>
    /// <param name="path">A new file.</param>
    /// <param name="report">The passport's report.</param>
    /// <param name="passport">The passport.</param>
    /// <param name="beneficiaryName">The beneficiary's name where the particulars give none; may be empty.</param>
    internal async Task WriteAsync(
        Invocation invocation, string path, PassportReport report, byte[] passport, string beneficiaryName)
    {
        if (report.Guarantee!.Terms is null)
        {
            throw CliException.Usage(
                "The guarantee is sealed, so its PDF has nothing to show: give salt and terms with --opening.",
                "保函尚未解密，PDF 无可载内容：请用 --opening 给出盐值和条款。");
        }

        var particulars = invocation.Value(Particulars) is { } given
            ? ReadParticulars(EncodedFile.ReadText(given, invocation.Context))
            : new GuaranteeParticulars();
        var options = new GuaranteePdfOptions
        {
            VerificationAddress = invocation.Value(Address),
            FontPath = invocation.Value(Font),
            Particulars = particulars.BeneficiaryName.Length > 0 ? particulars : particulars with { BeneficiaryName = beneficiaryName },
        };
        var document = Write(report, passport, options);
        EncodedFile.WriteNew(path, document.Pdf);
        var place = document.SealPlace;
        await invocation.Context.Error.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{path}: seal it with ledger seal put --page {place.PageIndex + 1} --x {place.X:0} --y {place.Y:0}"));
    }

    private static DrawnGuarantee Write(PassportReport report, byte[] passport, GuaranteePdfOptions options)
    {
        try
        {
            return GuaranteePdfWriter.Write(report, passport, options);
        }
        catch (InvalidDataException e)
        {
            throw CliException.Usage(
                e.Message,
                $"无法制作 PDF：{e.Message}");
        }
    }

    private static GuaranteeParticulars ReadParticulars(string json)
    {
        try
        {
            return GuaranteeParticulars.FromJson(Encoding.UTF8.GetBytes(json));
        }
        catch (JsonException e)
        {
            throw CliException.Usage(
                $"--particulars is not an object of the names that --help lists: {e.Message}",
                $"--particulars 不是 --help 所列各项组成的对象：{e.Message}");
        }
    }
}
