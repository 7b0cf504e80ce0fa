using Ledger.Certificates.Tests.Host;

// This assembly as a program: the child process of HostileHostTests. The test runner never comes here.
HostVectors.Print(args[0], Console.Out);
