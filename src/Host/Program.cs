using Palveluohjaus.Host.Cli;

return await CommandLine.RunAsync(args);
