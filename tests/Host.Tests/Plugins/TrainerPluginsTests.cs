using Palveluohjaus.Host.Plugins;
using Palveluohjaus.Segmentation.Training;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Host.Tests.Plugins;

/// <summary>Plug-ins are found beside the host or under plugins, and a broken one is a line, not a crash.</summary>
[TestClass]
public sealed class TrainerPluginsTests
{
    private const string Sample = "Palveluohjaus.Segmentation.SamplePlugin.dll";

    // Copied there by the test project's build.
    private static readonly string SampleFolder = Path.Combine(AppContext.BaseDirectory, "sample-plugin");

    [TestMethod]
    public void A_plugin_in_a_folder_of_its_own_trains_through_the_hosts_seam()
    {
        using var host = new TemporaryFolder();
        Lay(host.Of("plugins/Sample"));
        Assert.IsTrue(File.Exists(host.Of("plugins/Sample/Palveluohjaus.Segmentation.dll")), "a copy of the seam lies beside it");

        var plugins = TrainerPlugins.Load(host.FullName);

        Assert.IsEmpty(plugins.Problems);
        var trainer = Assert.ContainsSingle(plugins.Trainers);
        Assert.AreEqual("sample-first", trainer.Name);
        var schema = new ModelSchema { Columns = [ModelColumn.Number("age")], Segments = ["A", "B"] };
        var table = new FeatureTable(schema, [[30, 40]], 2);
        var logits = new float[4];
        trainer.Train(new LabelledRows(table, [0, 1]), new TrainingRun(1)).Score(table, logits);
        CollectionAssert.AreEqual((float[])[1, 0, 1, 0], logits);
    }

    [TestMethod]
    public void A_plugin_beside_the_host_is_found_and_one_that_lies_in_both_places_is_taken_once()
    {
        using var host = new TemporaryFolder();
        Lay(host.FullName);
        Assert.ContainsSingle(TrainerPlugins.Load(host.FullName).Trainers);

        Lay(host.Of("plugins/Sample"));
        var both = TrainerPlugins.Load(host.FullName);

        Assert.ContainsSingle(both.Trainers);
        Assert.IsEmpty(both.Problems);
    }

    [TestMethod]
    public void Without_plugins_there_are_none_and_nothing_to_say()
    {
        using var host = new TemporaryFolder();

        var plugins = TrainerPlugins.Load(host.FullName);

        Assert.IsEmpty(plugins.Trainers);
        Assert.IsEmpty(plugins.Problems);
    }

    [TestMethod]
    public void The_hosts_own_assemblies_are_no_plugins()
    {
        var plugins = TrainerPlugins.Load(TrainerPlugins.DefaultFolder);

        Assert.IsEmpty(plugins.Problems);
    }

    [TestMethod]
    public void The_hosts_own_plugins_are_loaded_once()
    {
        var (first, second) = (TrainerPlugins.Installed, TrainerPlugins.Installed);

        Assert.AreSame(first, second);
        Assert.IsEmpty(first.Problems);
    }

    [TestMethod]
    public void A_broken_plugin_and_one_that_offers_nothing_are_a_line_each_and_the_others_work()
    {
        using var host = new TemporaryFolder();
        Lay(host.Of("plugins/Sample"));
        var broken = Directory.CreateDirectory(host.Of("plugins/Broken"));
        File.WriteAllText(Path.Combine(broken.FullName, "Palveluohjaus.Segmentation.Broken.dll"), "not an assembly");
        var empty = Directory.CreateDirectory(host.Of("plugins/Empty"));
        File.Copy(Path.Combine(SampleFolder, "Palveluohjaus.Segmentation.dll"), Path.Combine(empty.FullName, "Palveluohjaus.Segmentation.Empty.dll"));

        var plugins = TrainerPlugins.Load(host.FullName);

        Assert.ContainsSingle(plugins.Trainers);
        Assert.HasCount(2, plugins.Problems);
        Assert.IsTrue(plugins.Problems.All(problem => !problem.Contains('\n', StringComparison.Ordinal)));
        Assert.Contains("Palveluohjaus.Segmentation.Broken.dll cannot be used", plugins.Problems[0]);
        Assert.Contains("Palveluohjaus.Segmentation.Empty.dll cannot be used", plugins.Problems[1]);
    }

    [TestMethod]
    public void Two_plugins_of_the_same_trainer_are_told_apart()
    {
        using var host = new TemporaryFolder();
        Lay(host.Of("plugins/Sample"));
        var second = Directory.CreateDirectory(host.Of("plugins/Second"));
        File.Copy(Path.Combine(SampleFolder, Sample), Path.Combine(second.FullName, "Palveluohjaus.Segmentation.Second.dll"));

        var plugins = TrainerPlugins.Load(host.FullName);

        Assert.ContainsSingle(plugins.Trainers);
        Assert.Contains("already offers sample-first", Assert.ContainsSingle(plugins.Problems));
    }

    [TestMethod]
    public void A_missing_trainer_of_ml_net_says_how_to_get_it_and_any_other_which_there_are()
    {
        var plugins = new TrainerPlugins([], ["Plug-in x.dll cannot be used: it is broken."]);

        var mlNet = plugins.Explain("mlnet-gam", ["glass-box"], "/app/");
        var other = plugins.Explain("mlnett", ["glass-box", "majority"], "/app/");

        Assert.Contains("dotnet publish src/Segmentation.MlNet -o \"/app/plugins/Palveluohjaus.Segmentation.MlNet\"", mlNet);
        Assert.EndsWith("Plug-in x.dll cannot be used: it is broken.", mlNet);
        Assert.StartsWith("There is no trainer mlnett. There are: glass-box, majority.", other);
    }

    private static void Lay(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(SampleFolder))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }
}
