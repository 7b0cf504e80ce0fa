using System.Text.Json.Nodes;
using Ledger.Client;

namespace Ledger.Cli.Output;

/// <summary>Shows why a command ended badly.</summary>
internal static class ErrorReport
{
    internal static void Write(TextWriter error, Exception exception, int exitCode, bool json)
    {
        var message = exitCode == ExitCode.Internal ? exception.ToString() : exception.Message;
        if (!json)
        {
            error.WriteLine(exitCode == ExitCode.Interrupted ? "Interrupted." : message);
            return;
        }

        var document = new JsonObject { ["exit_code"] = exitCode, ["message"] = message };
        if (exception is RefusedException refused)
        {
            document["code"] = refused.Refusal.Code;
            document["name"] = refused.Refusal.Name;
            document["rule"] = refused.Refusal.Rule;
            document["remedy"] = refused.Refusal.Remedy;
            document["transient"] = refused.IsTransient;
        }

        if (exception is VerificationException unverified)
        {
            document["failure"] = unverified.Failure.ToString();
        }

        error.WriteLine(new JsonObject { ["error"] = document }.ToJsonString());
    }
}
