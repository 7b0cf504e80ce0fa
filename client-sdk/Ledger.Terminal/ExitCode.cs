namespace Ledger.Terminal;

/// <summary>How the program ends, for scripts. docs/operations/cli.md lists the same.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>
    /// The chain or the node refused, or the chain would refuse and nothing was sent, and the message names the rule; something ends within
    /// the days asked for, or a bond is late in being returned.
    /// </summary>
    public const int Refused = 1;

    /// <summary>The command line or a file given with it is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The node did not answer, or not in time.</summary>
    public const int Unreachable = 3;

    /// <summary>The node's answer does not verify, or a certificate, seal, message or passport given does not.</summary>
    public const int NotVerified = 4;

    /// <summary>What was asked for is proven absent, or the node does not have it.</summary>
    public const int NotFound = 5;

    /// <summary>The validator's key runs at another place as well: starting again changes nothing until it ends there.</summary>
    public const int RunsElsewhere = 6;

    /// <summary>A fault in this program, or of its installation.</summary>
    public const int Internal = 70;

    /// <summary>Interrupted by Ctrl-C.</summary>
    public const int Interrupted = 130;
}
