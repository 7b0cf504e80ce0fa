using Ledger.Cli.Views.Designs;
using Ledger.Passports;

namespace Ledger.Cli.Commands.Passports;

/// <summary>Shows what came of checking a passport: on one line for programs, which check many.</summary>
internal static class PassportVerdict
{
    internal static int Show(Invocation invocation, string path, int bytes, PassportReport report)
    {
        var view = new PassportView(path, bytes, report);
        invocation.Report.ShowOne(view.Document, view.Write);
        return report.IsValid ? ExitCode.Done : ExitCode.NotVerified;
    }
}
