using System.Globalization;
using System.Runtime.InteropServices;
using Ledger.LyingNode;
using Ledger.Server.Configuration;

// CONFIG HABITS SEED: runs until it is ended.
using var ended = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(0));
using var opened = CheckedMember.Open(MemberConfiguration.Read(args[0], SettingOverrides.None));
await using var node = await LyingProcess.StartAsync(
    opened.Options, Enum.Parse<LiarHabits>(args[1]), ulong.Parse(args[2], CultureInfo.InvariantCulture));
Console.WriteLine($"{opened.Options.Validator.Name} lies: {args[1]}");
await node.LieAsync();
