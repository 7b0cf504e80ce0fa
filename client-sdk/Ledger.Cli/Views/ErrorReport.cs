using Ledger.Cli.Views.Designs;
using Ledger.Client;
using Ledger.Protocol;

namespace Ledger.Cli.Views;

/// <summary>Shows why a command ended badly.</summary>
internal static class ErrorReport
{
    /// <param name="screen">Standard error.</param>
    /// <param name="exception">What ended the command.</param>
    /// <param name="message">What is said of it to people.</param>
    /// <param name="exitCode">How the program ends.</param>
    internal static void Write(Screen screen, Exception exception, string message, int exitCode)
    {
        if (exception is RefusedException { Code: var code } refusal && RefusalCatalog.Find(code) is { } text)
        {
            RefusalView.Write(screen, code, refusal.Refusal.Message, text);
            return;
        }

        screen.Line(exitCode == ExitCode.Interrupted ? screen.Say("Interrupted.", "已中断。") : Moments.InProse(message));
    }

    /// <summary>The same for programs, on one line.</summary>
    internal static string ToJson(Exception exception, string message, int exitCode)
    {
        var document = new Document { ["exit_code"] = exitCode, ["message"] = message };
        if (exception is RefusedException refused)
        {
            document["code"] = refused.Refusal.Code;
            document["name"] = refused.Refusal.Name;
            document["rule"] = refused.Refusal.Rule;
            document["remedy"] = refused.Refusal.Remedy;
            var known = RefusalCatalog.Find(refused.Code);
            document[Documents.RuleInChinese] = known?.Chinese.Rule;
            document[Documents.RemedyInChinese] = known?.Chinese.Remedy;
            document["transient"] = refused.IsTransient;
        }

        if (exception is VerificationException unverified)
        {
            document["failure"] = unverified.Failure.ToString();
        }

        return JsonView.WriteLine(new Document { ["error"] = document });
    }
}
