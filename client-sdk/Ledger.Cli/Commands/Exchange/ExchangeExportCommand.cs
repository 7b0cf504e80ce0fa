namespace Ledger.Cli.Commands.Exchange;

internal sealed class ExchangeExportCommand : CliCommand
{
    internal ExchangeExportCommand(CliContext context)
        : base(
            "export",
            "A document of what the chain holds, proven. Of a sealed guarantee nothing of its terms.",
            "ledger exchange export section E3500000001001043001001 --out section.json")
    {
        Add(new ExportDocumentCommand(
            context, "project", "CODE", "招标项目编号: the tender project.", "A tender project (招标项目).",
            "ledger exchange export project E3500000001001043001", ExchangeSource.ProjectAsync));
        Add(new ExportDocumentCommand(
            context, "section", "CODE", "标段(包)编号: the section.", "A section (标段) with its bond terms, notices and state.",
            "ledger exchange export section E3500000001001043001001 --out section.json", ExchangeSource.SectionAsync));
        Add(new ExportDocumentCommand(
            context, "guarantee", "ID", "The guarantee's id, 32 hexadecimal digits.",
            "A guarantee (保函) with its order, parties, versions, claim, reply and release.",
            "ledger exchange export guarantee 9c1f0a7be4d2438895a1c3e0f7b2d604", ExchangeSource.GuaranteeAsync));
        Add(new ExportDocumentCommand(
            context, "decryption", "CODE", "标段(包)编号: the section, whose guarantees were revealed.",
            "The decryption notice (解密还原通知) of a section's revealed guarantees.",
            "ledger exchange export decryption E3500000001001043001001", ExchangeSource.DecryptionAsync));
    }
}
