using System.CommandLine;

namespace Palveluohjaus.Host.Cli.Models;

/// <summary><c>model</c>: the model workshop. One file a command, this one only puts them together.</summary>
internal static class ModelCommand
{
    public static Command Create() => new("model", "The model workshop: train, measure, promote and use segmentation models.")
    {
        TrainCommand.Create(),
        EvaluateCommand.Create(),
        CompareCommand.Create(),
        PromoteCommand.Create(),
        RollbackCommand.Create(),
        ListCommand.Create(),
        CardCommand.Create(),
        ScoreCommand.Create(),
        WatchCommand.Create(),
    };
}
