<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ErrorPage</name>
    <message>
        <source>This is not your Jupyter</source>
        <translation>这不是您的 Jupyter</translation>
    </message>
    <message>
        <source>The server at the other end of the tunnel showed a certificate that is not the one Firstlight made for your Jupyter. Nothing that you typed was sent to it.</source>
        <translation>隧道另一端的服务器出示的证书，不是 Firstlight 为您的 Jupyter 制作的那一份。您输入的内容没有发给它。</translation>
    </message>
    <message>
        <source>Close this page. In Firstlight choose “Verify again”.</source>
        <translation>请关闭本页，在 Firstlight 中选择“重新验证”。</translation>
    </message>
    <message>
        <source>Jupyter is not running</source>
        <translation>Jupyter 没有运行</translation>
    </message>
    <message>
        <source>Your server answers, but no Jupyter is listening there.</source>
        <translation>服务器有响应，但上面没有 Jupyter 在监听。</translation>
    </message>
    <message>
        <source>In Firstlight choose “Start”, then reload this page.</source>
        <translation>请在 Firstlight 中启动它，然后刷新本页。</translation>
    </message>
    <message>
        <source>The server does not let tunnels through</source>
        <translation>服务器不允许建立隧道</translation>
    </message>
    <message>
        <source>Its SSH service refuses to forward connections (AllowTcpForwarding).</source>
        <translation>它的 SSH 服务拒绝转发连接（AllowTcpForwarding）。</translation>
    </message>
    <message>
        <source>Ask whoever looks after the server to allow it for your account.</source>
        <translation>请让服务器管理员为您的账号开放此功能。</translation>
    </message>
    <message>
        <source>The server cannot be reached just now</source>
        <translation>暂时连不上服务器</translation>
    </message>
    <message>
        <source>Firstlight has lost the connection to your server and keeps trying. Your notebook goes on running there.</source>
        <translation>Firstlight 与服务器的连接断开了，正在不断重试。您的笔记本仍在服务器上运行。</translation>
    </message>
    <message>
        <source>Wait a moment, then reload this page.</source>
        <translation>请稍等片刻，然后刷新本页。</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Your answer has arrived</source>
        <translation>已收到您的答复</translation>
    </message>
    <message>
        <source>You are not signed in</source>
        <translation>没有登录</translation>
    </message>
    <message>
        <source>Close this page and go back to Firstlight.</source>
        <translation>请关闭本页，回到 Firstlight。</translation>
    </message>
</context>
<context>
    <name>fl::AccessPage</name>
    <message>
        <source>Access to your notebook</source>
        <translation>谁能打开笔记本</translation>
    </message>
    <message>
        <source>Only you get in: by a password, through an encrypted tunnel. No port is opened to the internet.</source>
        <translation>只有您能进入：凭密码，经加密隧道。不会向互联网开放任何端口。</translation>
    </message>
    <message>
        <source>Password of the notebook</source>
        <translation>笔记本的密码</translation>
    </message>
    <message>
        <source>Make a strong one for me</source>
        <translation>为我生成一个强密码</translation>
    </message>
    <message>
        <source>I choose one</source>
        <translation>我自己设定</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>在本机上</translation>
    </message>
    <message>
        <source>Open the browser when the notebook is ready</source>
        <translation>笔记本就绪后自动打开浏览器</translation>
    </message>
    <message>
        <source>Use any free port</source>
        <translation>使用任意空闲端口</translation>
    </message>
    <message>
        <source>Port on this computer</source>
        <translation>本机端口</translation>
    </message>
    <message>
        <source>Port and tunnel</source>
        <translation>端口与隧道</translation>
    </message>
    <message>
        <source>Your browser opens an address on this computer, such as 127.0.0.1:8888. The number is the port. What arrives there goes through an encrypted connection (the tunnel) to the machine.</source>
        <translation>浏览器打开的是本机地址，例如 127.0.0.1:8888，末尾的数字就是端口。到达这里的数据经加密连接（隧道）送往远端机器。</translation>
    </message>
    <message>
        <source>Type a password, or let one be made for you.</source>
        <translation>请输入密码，或让程序为您生成。</translation>
    </message>
    <message>
        <source>The password is too short: it needs at least 8 characters.</source>
        <translation>密码太短，至少需要 8 个字符。</translation>
    </message>
    <message>
        <source>Review the plan</source>
        <translation>查看方案</translation>
    </message>
    <message>
        <source>It is shown once at the end, and kept in this computer&apos;s key ring or in your locked file, where there is one.</source>
        <translation>结束时显示一次；若本机有密钥环或密码文件，也会保存在其中。</translation>
    </message>
    <message>
        <source>The machine stops itself when nothing has run for</source>
        <translation>空闲多久后自动停机</translation>
    </message>
    <message>
        <source>A cell that runs, a GPU in use and a set-up count as work; a notebook that is merely open does not. Its disk is kept.</source>
        <translation>正在运行的单元格、使用中的 GPU 和安装过程都算在工作；只是打开着的笔记本不算。磁盘上的内容会保留。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Budget, to be warned before it is used up</source>
        <translation>预算（快用完时提醒）</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>Firstlight tells you when nothing has run for</source>
        <translation>空闲多久后由 Firstlight 提醒您</translation>
    </message>
    <message>
        <source>A cell that runs, a GPU in use and a set-up count as work; a notebook that is merely open does not. There a machine that is switched off is paid for all the same: only deleting it ends the bill.</source>
        <translation>正在运行的单元格、使用中的 GPU 和安装过程都算在工作；只是打开着的笔记本不算。在那里，关了机的机器照样计费：只有删除机器才会停止计费。</translation>
    </message>
    <message>
        <source>If you forget to stop it</source>
        <translation>忘记关机怎么办</translation>
    </message>
</context>
<context>
    <name>fl::AccountPage</name>
    <message>
        <source>No account is needed, and nothing here has to be filled in.</source>
        <translation>不需要任何账号，这里也没有必填项。</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>更多设置</translation>
    </message>
    <message>
        <source>From your SSH settings</source>
        <translation>来自您的 SSH 配置</translation>
    </message>
    <message>
        <source>Machine from your SSH settings</source>
        <translation>SSH 配置中的机器</translation>
    </message>
    <message>
        <source>SSH settings</source>
        <translation>SSH 配置</translation>
    </message>
    <message>
        <source>Machines that you named in the file ~/.ssh/config. Choosing one fills in the fields below.</source>
        <translation>您在 ~/.ssh/config 文件中命名过的机器。选中一个，下面的内容会自动填好。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>请选择…</translation>
    </message>
    <message>
        <source>Name of the machine</source>
        <translation>机器名称</translation>
    </message>
    <message>
        <source>What you call it in your list: letters, digits, dots and dashes. Setting up again under the same name goes on with the same machine.</source>
        <translation>它在列表中的名字，可用英文字母、数字、点和连字符。用同一个名字再次安装，就是继续安装同一台机器。</translation>
    </message>
    <message>
        <source>Please fill in “%1”.</source>
        <translation>请填写“%1”。</translation>
    </message>
    <message>
        <source>“%1” must be a number.</source>
        <translation>“%1”必须是数字。</translation>
    </message>
    <message>
        <source>The file under “%1” is not there.</source>
        <translation>“%1”指定的文件不存在。</translation>
    </message>
    <message>
        <source>“%1” cannot be “%2”.</source>
        <translation>“%1”不能填“%2”。</translation>
    </message>
    <message>
        <source>The machine&apos;s name may hold letters, digits, dots, dashes and underscores, and begins with a letter or digit.</source>
        <translation>机器名称只能包含英文字母、数字、点、连字符和下划线，并以字母或数字开头。</translation>
    </message>
    <message>
        <source>Look at the hardware</source>
        <translation>查看硬件</translation>
    </message>
</context>
<context>
    <name>fl::Alarm</name>
    <message>
        <source>A GPU</source>
        <translation>有一块 GPU</translation>
    </message>
    <message>
        <source>%1: a GPU is too hot</source>
        <translation>%1：有 GPU 过热</translation>
    </message>
    <message>
        <source>%1 slows itself down until it is cooler. Your work goes on.</source>
        <translation>%1 会降速直到温度降下来。您的工作会继续进行。</translation>
    </message>
    <message>
        <source>%1: a GPU is gone</source>
        <translation>%1：有 GPU 掉线了</translation>
    </message>
    <message>
        <source>%1 does not answer any more. Restart the machine; if that does not help, it needs repair.</source>
        <translation>%1 不再应答。请重启机器；如果没有用，就需要维修。</translation>
    </message>
    <message>
        <source>%1: the budget is used up</source>
        <translation>%1：预算已用完</translation>
    </message>
    <message>
        <source>It has cost %1 so far, and goes on costing.</source>
        <translation>到现在已花费 %1，并且还在继续计费。</translation>
    </message>
    <message>
        <source>%1 has nothing to do</source>
        <translation>%1 闲着没有工作</translation>
    </message>
    <message>
        <source>It costs money all the same. Stop it, or delete it when you are done.</source>
        <translation>闲着也一样要花钱。请停止它；用完了就删除它。</translation>
    </message>
</context>
<context>
    <name>fl::ChooseDialog</name>
    <message>
        <source>Help me choose</source>
        <translation>帮我选择</translation>
    </message>
    <message>
        <source>Dollars a month</source>
        <translation>每月美元数</translation>
    </message>
    <message>
        <source>How much may it cost a month?</source>
        <translation>每月最多可以花多少钱？</translation>
    </message>
    <message>
        <source>Hours a week</source>
        <translation>每周小时数</translation>
    </message>
    <message>
        <source>How many hours a week will you use it?</source>
        <translation>您每周会用多少小时？</translation>
    </message>
    <message>
        <source>May your data leave the house?</source>
        <translation>您的数据可以离开本地吗？</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>可以</translation>
    </message>
    <message>
        <source>No</source>
        <translation>不可以</translation>
    </message>
    <message>
        <source>What is it for?</source>
        <translation>用来做什么？</translation>
    </message>
    <message>
        <source>Learning, small models</source>
        <translation>学习、小模型</translation>
    </message>
    <message>
        <source>Pictures, courses: 8 GB of GPU memory</source>
        <translation>图像、课程：8 GB 显存</translation>
    </message>
    <message>
        <source>Running language models of 7 billion</source>
        <translation>运行 70 亿参数的语言模型</translation>
    </message>
    <message>
        <source>Training on top of 7 billion</source>
        <translation>微调 70 亿参数的模型</translation>
    </message>
    <message>
        <source>Running 30 billion: 20 GB</source>
        <translation>运行 300 亿参数：20 GB</translation>
    </message>
    <message>
        <source>Training on top of 30 billion: 36 GB</source>
        <translation>微调 300 亿参数：36 GB</translation>
    </message>
    <message>
        <source>Running 70 billion: 44 GB</source>
        <translation>运行 700 亿参数：44 GB</translation>
    </message>
    <message>
        <source>Training large models: 80 GB</source>
        <translation>训练大模型：80 GB</translation>
    </message>
    <message>
        <source>GB of memory of your own NVIDIA GPU</source>
        <translation>您自己的 NVIDIA GPU 的显存（GB）</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Have you an NVIDIA GPU already? How much memory has it?</source>
        <translation>您已经有 NVIDIA GPU 吗？显存有多大？</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>What suits you, the best first</source>
        <translation>适合您的方式，最合适的在前</translation>
    </message>
    <message>
        <source>Nothing suits in every point. What comes nearest:</source>
        <translation>没有一种方式完全符合。最接近的是：</translation>
    </message>
    <message>
        <source>What does not suit, and why</source>
        <translation>不适合的方式及原因</translation>
    </message>
    <message>
        <source>Choose this</source>
        <translation>选择这个</translation>
    </message>
    <message>
        <source>Open its page</source>
        <translation>打开它的网页</translation>
    </message>
    <message>
        <source>Make a shopping list</source>
        <translation>制作购物清单</translation>
    </message>
</context>
<context>
    <name>fl::ClientDialog</name>
    <message>
        <source>A client ID of your own</source>
        <translation>您自己的客户端 ID</translation>
    </message>
    <message>
        <source>%1 knows programs by a client ID. One of your own takes about ten minutes to make, once, and costs nothing.</source>
        <translation>%1 通过客户端 ID 识别程序。制作一个您自己的客户端 ID 约需十分钟，只需一次，不收费。</translation>
    </message>
    <message>
        <source>Open the page where it is made</source>
        <translation>打开制作页面</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>A client ID ends in %1. Copy it as it stands on the page.</source>
        <translation>客户端 ID 以 %1 结尾。请照网页上的原样复制。</translation>
    </message>
    <message>
        <source>The client secret is missing. It stands beside the ID on the page.</source>
        <translation>缺少客户端密钥。它就在网页上的 ID 旁边。</translation>
    </message>
</context>
<context>
    <name>fl::ColabDialog</name>
    <message>
        <source>Open in Google Colab</source>
        <translation>在谷歌 Colab 中打开</translation>
    </message>
    <message>
        <source>Colab&apos;s page in your browser, computing on %1. JupyterLab on the machine does the same without Google, and is what we recommend.</source>
        <translation>在浏览器里用 Colab 的页面，由 %1 来计算。这台机器上的 JupyterLab 不经过谷歌也能做到同样的事，我们推荐用它。</translation>
    </message>
    <message>
        <source>May stop working: Google changed how Colab reaches other computers three times in 2025.</source>
        <translation>随时可能失效：2025 年谷歌三次改动了 Colab 连接其他电脑的方式。</translation>
    </message>
    <message>
        <source>Let Colab in for</source>
        <translation>允许 Colab 使用</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>允许多久</translation>
    </message>
    <message>
        <source>1. Open Colab and a notebook in it.</source>
        <translation>1. 打开 Colab，再打开其中一个笔记本。</translation>
    </message>
    <message>
        <source>Open Colab in the browser</source>
        <translation>在浏览器中打开 Colab</translation>
    </message>
    <message>
        <source>2. At the top right, the arrow beside “Connect”: choose “Connect to a local runtime”.</source>
        <translation>2. 点右上角“连接”旁边的箭头，选择“连接到本地运行时”。</translation>
    </message>
    <message>
        <source>3. Paste this address there. Whoever has it can run code on your machine: do not pass it on.</source>
        <translation>3. 把这个地址粘贴到那里。拿到它的人都能在你的机器上运行代码，请不要转给别人。</translation>
    </message>
    <message>
        <source>Address for Colab</source>
        <translation>给 Colab 的地址</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>End it now</source>
        <translation>立即结束</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Open JupyterLab</source>
        <translation>打开 JupyterLab</translation>
    </message>
    <message>
        <source>Asking the machine…</source>
        <translation>正在询问机器…</translation>
    </message>
    <message>
        <source>It is off. Once on, it ends by itself, also when this computer is gone.</source>
        <translation>现在是关闭的。打开之后到时会自行结束，即使这台电脑已经关机。</translation>
    </message>
    <message>
        <source>It ends by itself in %1.</source>
        <translation>%1后自行结束。</translation>
    </message>
</context>
<context>
    <name>fl::CommandsDialog</name>
    <message>
        <source>The commands</source>
        <translation>将要执行的命令</translation>
    </message>
    <message>
        <source>Each step looks first whether it is already done, and proves at the end that it worked.</source>
        <translation>每一步都先检查是否已经完成，最后再证明确实生效。</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Commands of the step</source>
        <translation>该步骤的命令</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>This step runs inside Firstlight, on this computer.</source>
        <translation>这一步在本机的 Firstlight 内部完成。</translation>
    </message>
</context>
<context>
    <name>fl::ConfirmDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>fl::CopyPanel</name>
    <message>
        <source>Your files</source>
        <translation>你的文件</translation>
    </message>
    <message>
        <source>Progress of the copy</source>
        <translation>复制进度</translation>
    </message>
    <message>
        <source>Copy files to it</source>
        <translation>把文件复制过去</translation>
    </message>
    <message>
        <source>Copy its files here…</source>
        <translation>把那里的文件复制到本机…</translation>
    </message>
    <message>
        <source>Stop copying</source>
        <translation>停止复制</translation>
    </message>
    <message>
        <source>A folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Files…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Drop files or folders on this page: they are copied into the notebook folder. Nothing that is there is overwritten.</source>
        <translation>把文件或文件夹拖到这个页面上，就会复制到笔记本文件夹里。那里已有的东西不会被覆盖。</translation>
    </message>
    <message>
        <source>They can be copied here and there while the machine runs.</source>
        <translation>机器运行时，可以把文件复制过去或复制回来。</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>Stopped. Copy the same once more, and it goes on where it was.</source>
        <translation>已停止。再复制一次同样的内容，就会接着进行。</translation>
    </message>
    <message>
        <source>Not all was copied: %1 %2</source>
        <translation>没有全部复制：%1 %2</translation>
    </message>
    <message>
        <source>%1 files are in the notebook folder now.</source>
        <translation>现在有 %1 个文件在笔记本文件夹里。</translation>
    </message>
    <message>
        <source>%1 files are on this computer now, in %2.</source>
        <translation>现在有 %1 个文件在这台电脑上，位于 %2。</translation>
    </message>
    <message>
        <source>The folder to copy</source>
        <translation>要复制的文件夹</translation>
    </message>
    <message>
        <source>The files to copy</source>
        <translation>要复制的文件</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Where to copy them</source>
        <translation>复制到哪里</translation>
    </message>
    <message>
        <source>Copy here</source>
        <translation>复制到这里</translation>
    </message>
</context>
<context>
    <name>fl::CopyText</name>
    <message>
        <source>Another %1 was there and stays; the one that was copied is beside it as %2.</source>
        <translation>那里已有另一个 %1，保持不变；复制来的放在旁边，名为 %2。</translation>
    </message>
    <message>
        <source>Symbolic links are neither followed nor copied.</source>
        <translation>符号链接既不会跟随，也不会复制。</translation>
    </message>
    <message>
        <source>%1 were not copied:</source>
        <translation>有 %1 个没有复制：</translation>
    </message>
</context>
<context>
    <name>fl::Cost</name>
    <message>
        <source>Costs nothing.</source>
        <translation>不产生费用。</translation>
    </message>
    <message>
        <source>Price unknown.</source>
        <translation>价格未知。</translation>
    </message>
    <message>
        <source>Ask whoever runs this machine.</source>
        <translation>请询问这台机器的管理者。</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>已花费 %1</translation>
    </message>
    <message>
        <source>%1 while it runs</source>
        <translation>运行期间 %1</translation>
    </message>
    <message>
        <source>Nothing costs money yet.</source>
        <translation>目前不产生任何费用。</translation>
    </message>
    <message>
        <source>Will cost %1.</source>
        <translation>将花费 %1。</translation>
    </message>
    <message>
        <source>This way stays free.</source>
        <translation>这种方式始终免费。</translation>
    </message>
    <message>
        <source>Stopped; what its disk costs is unknown</source>
        <translation>已停机；磁盘费用未知</translation>
    </message>
    <message>
        <source>Stopped; costs nothing now</source>
        <translation>已停机；目前不收费</translation>
    </message>
    <message>
        <source>Stopped; what stays costs %1</source>
        <translation>已停机；保留的资源费用为 %1</translation>
    </message>
    <message>
        <source>At most %1 so far</source>
        <translation>目前最多 %1</translation>
    </message>
    <message>
        <source>Budget %1: %2 % used</source>
        <translation>预算 %1：已用 %2 %</translation>
    </message>
</context>
<context>
    <name>fl::Dashboard</name>
    <message>
        <source>No machine yet</source>
        <translation>还没有机器</translation>
    </message>
    <message>
        <source>Your machines will be here: their state, their hardware, and the button that opens the notebook.</source>
        <translation>您的机器会显示在这里：状态、硬件，以及打开笔记本的按钮。</translation>
    </message>
    <message>
        <source>Set up the first one</source>
        <translation>安装第一台机器</translation>
    </message>
    <message>
        <source>New machine</source>
        <translation>新机器</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>尚未查询</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>%1 分钟前</translation>
    </message>
    <message>
        <source>today at %1</source>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>yesterday at %1</source>
        <translation>昨天 %1</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>No NVIDIA GPU</source>
        <translation>没有 NVIDIA GPU</translation>
    </message>
    <message>
        <source>Notebooks compute on this GPU.</source>
        <translation>笔记本在这块 GPU 上计算。</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>驱动</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>%1 cores</source>
        <translation>%1 核</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Free disk</source>
        <translation>可用磁盘</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>firstlight/notebooks in your home folder there</source>
        <translation>远端主目录下的 firstlight/notebooks</translation>
    </message>
    <message>
        <source>Proven %1</source>
        <translation>%1验证通过</translation>
    </message>
    <message>
        <source>Not proven yet</source>
        <translation>尚未验证</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Forgotten</source>
        <translation>忘记关机</translation>
    </message>
    <message>
        <source>Notebooks compute on the processor, as every framework can.</source>
        <translation>笔记本在处理器上计算，每种框架都能这样做。</translation>
    </message>
    <message>
        <source>Notebooks compute on the processor; this GPU is not used.</source>
        <translation>笔记本在处理器上计算，没有用到这块 GPU。</translation>
    </message>
    <message>
        <source>Hosted notebooks</source>
        <translation>托管笔记本</translation>
    </message>
    <message>
        <source>bring a result code</source>
        <translation>录入结果代码</translation>
    </message>
    <message>
        <source>connecting again…</source>
        <translation>正在重新连接……</translation>
    </message>
    <message>
        <source>cut; it is made again by itself</source>
        <translation>已断开，会自动重新建立</translation>
    </message>
    <message>
        <source>open</source>
        <translation>已打开</translation>
    </message>
    <message>
        <source>open, %1 ms there and back</source>
        <translation>已打开，往返 %1 毫秒</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>以及另外 %1 个</translation>
    </message>
    <message>
        <source>%1: computing</source>
        <translation>%1：正在计算</translation>
    </message>
    <message>
        <source>%1: did something %2</source>
        <translation>%1：上次活动 %2</translation>
    </message>
    <message>
        <source>Tunnel</source>
        <translation>隧道</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>正在运行</translation>
    </message>
    <message>
        <source>stops after %1 idle</source>
        <translation>闲置 %1 后自动停机</translation>
    </message>
    <message>
        <source>stops in less than a minute</source>
        <translation>不到一分钟后停机</translation>
    </message>
    <message>
        <source>stops in %1</source>
        <translation>%1 后停机</translation>
    </message>
    <message>
        <source>%1, your word</source>
        <translation>%1，依您所述</translation>
    </message>
</context>
<context>
    <name>fl::DiagnosisDialog</name>
    <message>
        <source>From the GPU to your code</source>
        <translation>从 GPU 到您的代码</translation>
    </message>
    <message>
        <source>Each link needs those above it. Looking changes nothing on %1.</source>
        <translation>每一环都依赖它上面的各环。检查不会改动 %1 上的任何内容。</translation>
    </message>
    <message>
        <source>Looking; each framework computes a little. This can take a minute…</source>
        <translation>正在检查，每种框架会做少量计算，可能需要一分钟…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>This machine has no NVIDIA GPU; everything computes on its processor.</source>
        <translation>这台机器没有 NVIDIA GPU，一切都在处理器上计算。</translation>
    </message>
    <message>
        <source>The GPU computes in every framework.</source>
        <translation>GPU 在每种框架里都能计算。</translation>
    </message>
    <message>
        <source>The links</source>
        <translation>各个环节</translation>
    </message>
</context>
<context>
    <name>fl::DiagnosisPanel</name>
    <message>
        <source>Check the GPU</source>
        <translation>检查 GPU</translation>
    </message>
    <message>
        <source>Why no GPU?</source>
        <translation>为什么没有用上 GPU？</translation>
    </message>
</context>
<context>
    <name>fl::EnrolKeyDialog</name>
    <message>
        <source>Photograph this page</source>
        <translation>请拍下这一页</translation>
    </message>
    <message>
        <source>Secure Boot lets the driver load once you have accepted its key, at the screen of %1 itself. When it restarts, that screen turns blue and asks; this window cannot help you there. Take a photo first.</source>
        <translation>安全启动（Secure Boot）要求您在 %1 自己的屏幕上确认驱动程序的密钥，之后才会加载驱动。重启时那块屏幕会变成蓝色并提问，届时本窗口帮不上忙。请先拍照。</translation>
    </message>
    <message>
        <source>The password that it asks for, valid once:</source>
        <translation>届时要输入的密码，仅一次有效：</translation>
    </message>
    <message>
        <source>Password: %1</source>
        <translation>密码：%1</translation>
    </message>
    <message>
        <source>1. Press any key within ten seconds.</source>
        <translation>1. 十秒内按任意键。</translation>
    </message>
    <message>
        <source>2. Choose &quot;Enroll MOK&quot; with the arrow keys, then press Enter.</source>
        <translation>2. 用方向键选择“Enroll MOK”，然后按回车。</translation>
    </message>
    <message>
        <source>3. Choose &quot;Continue&quot;.</source>
        <translation>3. 选择“Continue”。</translation>
    </message>
    <message>
        <source>4. Choose &quot;Yes&quot;.</source>
        <translation>4. 选择“Yes”。</translation>
    </message>
    <message>
        <source>5. Type the password. Nothing appears while you type; press Enter.</source>
        <translation>5. 输入密码。输入时屏幕上不会显示，输完按回车。</translation>
    </message>
    <message>
        <source>6. Choose &quot;Reboot&quot;.</source>
        <translation>6. 选择“Reboot”。</translation>
    </message>
    <message>
        <source>Were you too late? Nothing is lost: let Firstlight try again, and it asks once more, with a new password.</source>
        <translation>来不及了？没有关系：让 Firstlight 再试一次，它会用新的密码重新询问。</translation>
    </message>
    <message>
        <source>I have a photo of this page</source>
        <translation>我已拍下这一页</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不重启</translation>
    </message>
    <message>
        <source>Restart it now</source>
        <translation>现在重启</translation>
    </message>
</context>
<context>
    <name>fl::ErrorPanel</name>
    <message>
        <source>Details · %1</source>
        <translation>详情 · %1</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Technical details</source>
        <translation>技术详情</translation>
    </message>
    <message>
        <source>✓ Copied</source>
        <translation>✓ 已复制</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>fl::ExtrasPanel</name>
    <message>
        <source>Extras</source>
        <translation>附加功能</translation>
    </message>
    <message>
        <source>Keeps versions of your notebooks, with a panel for it beside them.</source>
        <translation>保存笔记本的各个版本，并在笔记本旁边显示 Git 面板。</translation>
    </message>
    <message>
        <source>Several people in one notebook at the same time. Each of them needs your password.</source>
        <translation>多人可以同时编辑同一个笔记本。每个人都需要您的密码。</translation>
    </message>
    <message>
        <source>Prepares the machine for VS Code on your own computer, and tells it which Python to use.</source>
        <translation>让您电脑上的 VS Code 能在这台机器上工作，并告诉它使用哪个 Python。</translation>
    </message>
    <message>
        <source>The system&apos;s own packages have nothing for working together in one notebook. Let the software come from PyPI, or leave it out.</source>
        <translation>系统自带的软件包不支持多人协作编辑笔记本。请让软件来自 PyPI，或不选此项。</translation>
    </message>
</context>
<context>
    <name>fl::FieldForm</name>
    <message>
        <source>optional</source>
        <translation>选填</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose a file: %1</source>
        <translation>选择文件：%1</translation>
    </message>
</context>
<context>
    <name>fl::FloydDialog</name>
    <message>
        <source>A project of FloydHub</source>
        <translation>FloydHub 项目</translation>
    </message>
    <message>
        <source>Choose the folder that holds its floyd.yml. Firstlight reads what the project asked for and says what comes nearest to it today. Nothing in the folder is changed.</source>
        <translation>请选择含有 floyd.yml 的文件夹。Firstlight 会读取项目所要求的环境，并说明今天最接近的选择。文件夹里的内容不会改动。</translation>
    </message>
    <message>
        <source>Choose the folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Go on with this</source>
        <translation>按此继续</translation>
    </message>
    <message>
        <source>The folder with floyd.yml</source>
        <translation>含有 floyd.yml 的文件夹</translation>
    </message>
</context>
<context>
    <name>fl::Gpu</name>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Too old for the frameworks of today: the processor computes instead.</source>
        <translation>对现在的框架来说太旧了：改由处理器计算。</translation>
    </message>
    <message>
        <source>No tensor cores: half precision saves memory here, but not time. The newest frameworks leave this generation out.</source>
        <translation>没有张量核心：半精度在这里省显存，但不省时间。最新的框架已不支持这一代。</translation>
    </message>
    <message>
        <source>Tensor cores for half precision (float16).</source>
        <translation>有支持半精度（float16）的张量核心。</translation>
    </message>
    <message>
        <source>Tensor cores for float16 and bfloat16.</source>
        <translation>有支持 float16 和 bfloat16 的张量核心。</translation>
    </message>
    <message>
        <source>Tensor cores for float16, bfloat16 and 8-bit numbers.</source>
        <translation>有支持 float16、bfloat16 和 8 位数的张量核心。</translation>
    </message>
    <message>
        <source>Tensor cores for float16, bfloat16, 8-bit and 4-bit numbers.</source>
        <translation>有支持 float16、bfloat16、8 位数和 4 位数的张量核心。</translation>
    </message>
    <message>
        <source> · %1 of rated</source>
        <translation> · 标称值的 %1</translation>
    </message>
    <message>
        <source>Less than this card should do. Another program may use it, or it is held back by heat, power or its slot.</source>
        <translation>低于这块卡应有的水平。可能有别的程序在用它，或者受温度、供电或插槽限制。</translation>
    </message>
    <message>
        <source>none on this card</source>
        <translation>这块卡没有</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>没有测量</translation>
    </message>
    <message>
        <source>The result was wrong. Do not trust what this card computes.</source>
        <translation>结果是错的。请不要相信这块卡算出的东西。</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>%1, %2 free</source>
        <translation>%1，空闲 %2</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>Enough to run language models of 70 billion parameters in 8 bits with long texts, and to fine-tune them in 4 bits.</source>
        <translation>足以用 8 位运行 700 亿参数的语言模型并处理长文本，也能用 4 位微调它们。</translation>
    </message>
    <message>
        <source>Enough to run language models of 70 billion parameters in 8 bits, and to fine-tune them in 4 bits.</source>
        <translation>足以用 8 位运行 700 亿参数的语言模型，也能用 4 位微调它们。</translation>
    </message>
    <message>
        <source>Enough to run language models of 70 billion parameters in 4 bits, and to fine-tune 13 billion in half precision.</source>
        <translation>足以用 4 位运行 700 亿参数的语言模型，也能以半精度微调 130 亿参数的模型。</translation>
    </message>
    <message>
        <source>Enough to run language models of 13 billion parameters in half precision, and to fine-tune them with LoRA.</source>
        <translation>足以用半精度运行 130 亿参数的语言模型，也能用 LoRA 微调它们。</translation>
    </message>
    <message>
        <source>Enough to run language models of 30 billion parameters in 4 bits, and to fine-tune 7 billion with LoRA.</source>
        <translation>足以用 4 位运行 300 亿参数的语言模型，也能用 LoRA 微调 70 亿参数的模型。</translation>
    </message>
    <message>
        <source>Enough to run language models of 13 billion parameters in 4 bits, and to fine-tune 7 billion in 4 bits.</source>
        <translation>足以用 4 位运行 130 亿参数的语言模型，也能用 4 位微调 70 亿参数的模型。</translation>
    </message>
    <message>
        <source>Enough to make images with SDXL, and to run language models of 7 billion parameters in 8 bits.</source>
        <translation>足以用 SDXL 生成图片，也能用 8 位运行 70 亿参数的语言模型。</translation>
    </message>
    <message>
        <source>Enough to train image models like ResNet-50, and to run language models of 7 billion parameters in 4 bits.</source>
        <translation>足以训练 ResNet-50 这样的图像模型，也能用 4 位运行 70 亿参数的语言模型。</translation>
    </message>
    <message>
        <source>Enough to learn with small image models, and to run language models of 1 billion parameters.</source>
        <translation>足以用小型图像模型学习，也能运行 10 亿参数的语言模型。</translation>
    </message>
    <message>
        <source>Enough for first exercises; most published models do not fit.</source>
        <translation>够做最初的练习；大多数公开的模型放不下。</translation>
    </message>
    <message>
        <source>It is too hot and has slowed itself down: its cooling needs a look.</source>
        <translation>它过热，已经自己降速：请检查散热。</translation>
    </message>
    <message>
        <source>The computer&apos;s power supply makes it slow down.</source>
        <translation>电脑的供电让它降速。</translation>
    </message>
    <message>
        <source>It runs at its power limit, as a card that works hard does.</source>
        <translation>它已达到功率上限，全力工作的卡都会这样。</translation>
    </message>
    <message>
        <source>Somebody has set its clock lower.</source>
        <translation>有人把它的频率调低了。</translation>
    </message>
    <message>
        <source>It keeps step with another GPU.</source>
        <translation>它在与另一块 GPU 保持同步。</translation>
    </message>
    <message>
        <source>%1 (pid %2)</source>
        <translation>%1（进程号 %2）</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1 % busy</source>
        <translation>负载 %1%</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 W</source>
        <translation>%1 W</translation>
    </message>
    <message>
        <source>%1 °C</source>
        <translation>%1 °C</translation>
    </message>
    <message>
        <source>No NVIDIA GPU</source>
        <translation>没有 NVIDIA GPU</translation>
    </message>
    <message>
        <source>A GPU without a name</source>
        <translation>没有名称的 GPU</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>%1 GPUs</source>
        <translation>%1 块 GPU</translation>
    </message>
    <message>
        <source>No NVIDIA GPU here: the processor computes, with these figures.</source>
        <translation>这里没有 NVIDIA GPU：由处理器计算，数据如下。</translation>
    </message>
    <message>
        <source>As nvidia-smi tells it; our own measurement cannot run on this machine.</source>
        <translation>以下来自 nvidia-smi；我们自己的测量程序无法在这台机器上运行。</translation>
    </message>
    <message>
        <source>It was made to compute, and each result was compared with the processor&apos;s.</source>
        <translation>已让它实际计算，并把每个结果与处理器算出的作了比较。</translation>
    </message>
    <message>
        <source>As its driver tells it.</source>
        <translation>以下来自它的驱动程序。</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>GPU memory</source>
        <translation>显存</translation>
    </message>
    <message>
        <source>Capability</source>
        <translation>计算能力</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>驱动程序</translation>
    </message>
    <message>
        <source>Runs programs made for CUDA %1 or older.</source>
        <translation>可运行为 CUDA %1 或更早版本编写的程序。</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>It slows itself down at %1 °C.</source>
        <translation>到 %1 °C 时会自己降速。</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>功率</translation>
    </message>
    <message>
        <source>Somebody has lowered its limit from %1 W, so it computes more slowly.</source>
        <translation>有人把它的上限从 %1 W 调低了，所以它算得更慢。</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>插槽</translation>
    </message>
    <message>
        <source>The card could use %1 lanes: data reaches it more slowly than it could.</source>
        <translation>这块卡可以用 %1 条通道：数据传到它那里比本来能达到的慢。</translation>
    </message>
    <message>
        <source>%1 links</source>
        <translation>%1 条链路</translation>
    </message>
    <message>
        <source>The GPUs reach each other without the detour over the processor.</source>
        <translation>各 GPU 之间直接相通，不必绕过处理器。</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>The card is cut into parts (MIG); a program sees one of them.</source>
        <translation>这块卡被分成几个部分（MIG）；一个程序只看到其中一个。</translation>
    </message>
    <message>
        <source>Memory faults</source>
        <translation>显存错误</translation>
    </message>
    <message>
        <source>Faults that could not be corrected: have the card looked at.</source>
        <translation>无法纠正的错误：请找人检查这块卡。</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>频率</translation>
    </message>
    <message>
        <source>held back</source>
        <translation>受限</translation>
    </message>
    <message>
        <source>Half precision</source>
        <translation>半精度</translation>
    </message>
    <message>
        <source>What training mostly needs. Frameworks reach more: they use instructions of this card that this test does not.</source>
        <translation>训练最需要的就是它。框架能达到更高：它们会用到这块卡的一些指令，而本测试不用。</translation>
    </message>
    <message>
        <source>What training mostly needs.</source>
        <translation>训练最需要的就是它。</translation>
    </message>
    <message>
        <source>Single precision</source>
        <translation>单精度</translation>
    </message>
    <message>
        <source>Its own memory</source>
        <translation>显存速度</translation>
    </message>
    <message>
        <source>How fast language models write, for the most part.</source>
        <translation>语言模型生成文字的快慢主要看它。</translation>
    </message>
    <message>
        <source>To the card</source>
        <translation>传到显卡</translation>
    </message>
    <message>
        <source>How fast your data gets there.</source>
        <translation>您的数据到达那里的快慢。</translation>
    </message>
    <message>
        <source>From the card</source>
        <translation>从显卡传回</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>It computes %1 things at once.</source>
        <translation>可同时进行 %1 路计算。</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>By a plain program; a framework is some times faster. A small GPU does about 5,000.</source>
        <translation>由一个简单程序测得；框架会快几倍。一块小型 GPU 约为 5,000。</translation>
    </message>
    <message>
        <source>Memory speed</source>
        <translation>内存速度</translation>
    </message>
    <message>
        <source>Disk speed</source>
        <translation>磁盘速度</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>负载</translation>
    </message>
    <message>
        <source>Memory in use</source>
        <translation>已用内存</translation>
    </message>
    <message>
        <source>GPU memory in use</source>
        <translation>已用显存</translation>
    </message>
</context>
<context>
    <name>fl::GpuPanel</name>
    <message>
        <source>Which GPU</source>
        <translation>选择 GPU</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>重新测量</translation>
    </message>
    <message>
        <source>Copy the figures</source>
        <translation>复制数据</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Figures as JSON…</source>
        <translation>数据存为 JSON…</translation>
    </message>
    <message>
        <source>Figures as a table (CSV)…</source>
        <translation>数据存为表格（CSV）…</translation>
    </message>
    <message>
        <source>A picture of this card…</source>
        <translation>这张卡片的图片…</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>GPU %1</source>
        <translation>GPU %1</translation>
    </message>
    <message>
        <source>The GPU</source>
        <translation>GPU 情况</translation>
    </message>
    <message>
        <source>It is measured when the machine runs.</source>
        <translation>机器运行时会进行测量。</translation>
    </message>
    <message>
        <source>Measuring, about a second for each GPU…</source>
        <translation>正在测量，每块 GPU 约一秒…</translation>
    </message>
    <message>
        <source>Measured %1.</source>
        <translation>%1测量。</translation>
    </message>
    <message>
        <source>It could not be measured: %1</source>
        <translation>无法测量：%1</translation>
    </message>
    <message>
        <source>Save the figures</source>
        <translation>保存数据</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>It could not be saved: %1</source>
        <translation>无法保存：%1</translation>
    </message>
</context>
<context>
    <name>fl::GuardPanel</name>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Change when it stops itself</source>
        <translation>更改自动停机时间</translation>
    </message>
    <message>
        <source>It last did something %1. Only deleting it ends the bill.</source>
        <translation>上次有任务运行：%1。只有删除机器才会停止计费。</translation>
    </message>
</context>
<context>
    <name>fl::HardwarePage</name>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>No GPU</source>
        <translation>没有 GPU</translation>
    </message>
    <message>
        <source>%1, %2 of memory</source>
        <translation>%1，显存 %2</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>%1 cores</source>
        <translation>%1 核</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Free disk</source>
        <translation>可用磁盘</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Good for learning, for small models and for getting code ready. Training large models takes 10 to 50 times longer than on a GPU.</source>
        <translation>适合学习、小模型和调试代码。训练大模型时比 GPU 慢 10 到 50 倍。</translation>
    </message>
    <message>
        <source>Enough for training large models, and for running language models of 30 billion parameters.</source>
        <translation>足以训练大模型，也能运行 300 亿参数的语言模型。</translation>
    </message>
    <message>
        <source>Enough for most training, and for running language models of 7 billion parameters in 4-bit.</source>
        <translation>足以应付大多数训练，也能以 4 位精度运行 70 亿参数的语言模型。</translation>
    </message>
    <message>
        <source>Enough for courses, pictures and small language models. Large ones do not fit into its memory.</source>
        <translation>足够跟课程、处理图像和运行小型语言模型；大模型放不进显存。</translation>
    </message>
    <message>
        <source>The memory is small: close other programs while setting up.</source>
        <translation>内存较小，安装期间请关闭其他程序。</translation>
    </message>
    <message>
        <source>The hardware</source>
        <translation>硬件</translation>
    </message>
    <message>
        <source>What the machine has, and what that is good for.</source>
        <translation>这台机器有什么，适合做什么。</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU（显卡）</translation>
    </message>
    <message>
        <source>A graphics processor (GPU) does thousands of small calculations at once. Deep learning is made of those, so it runs many times faster there. Firstlight uses NVIDIA&apos;s, and works without one too.</source>
        <translation>图形处理器（GPU，俗称显卡）能同时做成千上万个小计算，深度学习正是由这些计算组成，所以在 GPU 上快得多。Firstlight 使用 NVIDIA 的 GPU，没有 GPU 也能用。</translation>
    </message>
    <message>
        <source>Asking what is there…</source>
        <translation>正在查询硬件…</translation>
    </message>
    <message>
        <source>The machine is looked at when the set-up begins: its system, its memory, its disk and its GPU. Nothing is changed before that look, and what it finds appears in the list of steps.</source>
        <translation>安装开始时会先检查这台机器：系统、内存、磁盘和 GPU。检查之前不做任何改动，检查结果会显示在步骤列表里。</translation>
    </message>
    <message>
        <source>What fits</source>
        <translation>能做什么</translation>
    </message>
    <message>
        <source>8 GB GPU</source>
        <translation>8 GB 显存</translation>
    </message>
    <message>
        <source>16 GB GPU</source>
        <translation>16 GB 显存</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Choose one of the machines first.</source>
        <translation>请先选择一台机器。</translation>
    </message>
    <message>
        <source>Choose software</source>
        <translation>选择软件</translation>
    </message>
    <message>
        <source>What is recommended</source>
        <translation>推荐的配置</translation>
    </message>
    <message>
        <source>The guide of 2018</source>
        <translation>2018 年的指南</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>这台机器</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>On demand</source>
        <translation>按需</translation>
    </message>
    <message>
        <source>Spot</source>
        <translation>竞价</translation>
    </message>
    <message>
        <source>Quota</source>
        <translation>配额</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Prices and quota as the provider says them now.</source>
        <translation>价格和配额均为服务商当前给出的数据。</translation>
    </message>
    <message>
        <source>Prices as the provider said them %1 min ago; the quota as it is now.</source>
        <translation>价格为服务商 %1 分钟前给出的数据；配额为当前数据。</translation>
    </message>
    <message>
        <source>Your account may run %1 vCPUs of this family (%2), and this machine needs %3. You can go on: before anything is made, Firstlight asks you whether it shall ask for more and wait until it is granted.</source>
        <translation>您的账户可以运行 %1 个此系列的 vCPU（%2），而这台机器需要 %3 个。您可以继续：在创建任何东西之前，Firstlight 会询问您是否要申请更多配额并等待批准。</translation>
    </message>
    <message>
        <source>Or ask for it on the provider&apos;s page</source>
        <translation>或者在服务商的页面上申请</translation>
    </message>
    <message>
        <source>Public address</source>
        <translation>公网地址</translation>
    </message>
</context>
<context>
    <name>fl::HelpButton</name>
    <message>
        <source>What is this: %1</source>
        <translation>这是什么：%1</translation>
    </message>
    <message>
        <source>What is this?</source>
        <translation>这是什么？</translation>
    </message>
</context>
<context>
    <name>fl::HistoryDialog</name>
    <message>
        <source>%1: done in %2</source>
        <translation>%1：完成，用时 %2</translation>
    </message>
    <message>
        <source>%1: done</source>
        <translation>%1：完成</translation>
    </message>
    <message>
        <source>%1: failed</source>
        <translation>%1：失败</translation>
    </message>
    <message>
        <source>%1: was interrupted</source>
        <translation>%1：被中断</translation>
    </message>
    <message>
        <source>The machine: %1</source>
        <translation>机器：%1</translation>
    </message>
    <message>
        <source>Finished.</source>
        <translation>已完成。</translation>
    </message>
    <message>
        <source>It did not come to its end.</source>
        <translation>没有进行到最后。</translation>
    </message>
    <message>
        <source>What was done on %1</source>
        <translation>%1 上做过的事</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取……</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Nothing has been done yet.</source>
        <translation>还没有做过任何事。</translation>
    </message>
    <message>
        <source>What each run did, the newest at the end.</source>
        <translation>每次运行做了什么，最新的在最后。</translation>
    </message>
</context>
<context>
    <name>fl::HostKeyDialog</name>
    <message>
        <source>Is this really your server?</source>
        <translation>这真的是您的服务器吗？</translation>
    </message>
    <message>
        <source>%1 shows this fingerprint for the first time. A fingerprint (host key) is how a server proves who it is. Compare it with the one that your provider or administrator gave you. Firstlight remembers it, and warns when it changes.</source>
        <translation>%1 第一次出示这个指纹。指纹（主机密钥）是服务器证明身份的方式。请与服务商或管理员给您的指纹核对。Firstlight 会记住它，一旦变化就发出警告。</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>指纹</translation>
    </message>
    <message>
        <source>On the server, this shows it:</source>
        <translation>在服务器上用这条命令查看：</translation>
    </message>
    <message>
        <source>Command that shows the fingerprint on the server</source>
        <translation>在服务器上查看指纹的命令</translation>
    </message>
    <message>
        <source>Do not connect</source>
        <translation>不连接</translation>
    </message>
    <message>
        <source>It is the same, connect</source>
        <translation>一致，连接</translation>
    </message>
    <message>
        <source>Is this really your jump host?</source>
        <translation>这真的是您的跳板机吗？</translation>
    </message>
    <message>
        <source>On the jump host, this shows it:</source>
        <translation>在跳板机上用这条命令查看：</translation>
    </message>
</context>
<context>
    <name>fl::HostedDialog</name>
    <message>
        <source>A notebook for %1</source>
        <translation>%1的笔记本</translation>
    </message>
    <message>
        <source>1. Save the notebook on this computer.</source>
        <translation>1. 把笔记本保存到这台计算机上。</translation>
    </message>
    <message>
        <source>Save the notebook…</source>
        <translation>保存笔记本…</translation>
    </message>
    <message>
        <source>2. Open the page, choose “Upload” there, and drag the file into the window. Then choose “Run all”.</source>
        <translation>2. 打开网页，在那里选择“上传”，把文件拖进窗口。然后选择“全部运行”。</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开%1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Save the notebook</source>
        <translation>保存笔记本</translation>
    </message>
    <message>
        <source>Notebooks (*.ipynb)</source>
        <translation>笔记本 (*.ipynb)</translation>
    </message>
    <message>
        <source>✓ Saved as %1</source>
        <translation>✓ 已保存为 %1</translation>
    </message>
    <message>
        <source>It could not be saved there: %1</source>
        <translation>无法保存到那里：%1</translation>
    </message>
    <message>
        <source>It shows which GPU you get there, and proves that PyTorch, TensorFlow and Keras compute with it.</source>
        <translation>它会显示您在那里得到哪种 GPU，并证明 PyTorch、TensorFlow 和 Keras 能用它计算。</translation>
    </message>
    <message>
        <source>You sign in with your browser, and Firstlight puts the notebook into your account. It can see nothing else there.</source>
        <translation>您在浏览器中登录，Firstlight 把笔记本放入您的账号。它看不到其中的其他内容。</translation>
    </message>
    <message>
        <source>Sign in and open in %1</source>
        <translation>登录并在 %1 中打开</translation>
    </message>
    <message>
        <source>Open the page again</source>
        <translation>再次打开页面</translation>
    </message>
    <message>
        <source>Cancel the sign-in</source>
        <translation>取消登录</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Sign out of %1 on this computer</source>
        <translation>在本机上退出 %1</translation>
    </message>
    <message>
        <source>Or without a sign-in here:</source>
        <translation>或者不在这里登录：</translation>
    </message>
    <message>
        <source>Waiting for you to sign in with the browser…</source>
        <translation>正在等待您在浏览器中登录…</translation>
    </message>
    <message>
        <source>Uploading the notebook…</source>
        <translation>正在上传笔记本…</translation>
    </message>
    <message>
        <source>✓ Opened in %1. Choose “Run all” there.</source>
        <translation>✓ 已在 %1 中打开。请在那里选择“全部运行”。</translation>
    </message>
    <message>
        <source>Open in %1</source>
        <translation>在 %1 中打开</translation>
    </message>
    <message>
        <source>Open it again</source>
        <translation>再次打开</translation>
    </message>
    <message>
        <source>The last cell shows a short code. Paste it among your machines, under “Hosted notebooks”, and Firstlight keeps what was proven there, as your word.</source>
        <translation>最后一个单元格会显示一段短代码。请把它粘贴到机器列表旁的“托管笔记本”里，Firstlight 就会按您的说法记下那里证明了什么。</translation>
    </message>
    <message>
        <source>Use a client ID of your own…</source>
        <translation>使用您自己的客户端 ID…</translation>
    </message>
    <message>
        <source>Your own client ID is used.</source>
        <translation>正在使用您自己的客户端 ID。</translation>
    </message>
</context>
<context>
    <name>fl::HostedPage</name>
    <message>
        <source>Hosted notebooks</source>
        <translation>托管笔记本</translation>
    </message>
    <message>
        <source>What was proven on computers that somebody else runs. These records are your word: Firstlight has checked the code that the notebook showed at its end, and has not seen the computer.</source>
        <translation>在他人运行的计算机上验证过的结果。这些记录以您所述为准：Firstlight 只核对了笔记本末尾显示的代码，并没有见过那台计算机。</translation>
    </message>
    <message>
        <source>Result code, as the notebook&apos;s last cell shows it</source>
        <translation>结果代码（笔记本最后一个单元格所显示的）</translation>
    </message>
    <message>
        <source>Where the notebook ran</source>
        <translation>笔记本在哪里运行</translation>
    </message>
    <message>
        <source>Check and keep</source>
        <translation>核对并保存</translation>
    </message>
    <message>
        <source>This is no result code: a letter is wrong, or some are missing. Copy it once more from the notebook&apos;s last cell. Nothing was kept.</source>
        <translation>这不是结果代码：有字母错了，或缺了几个。请从笔记本的最后一个单元格重新复制。没有保存任何内容。</translation>
    </message>
    <message>
        <source>✓ Checked and kept, as your word.</source>
        <translation>✓ 已核对并保存，以您所述为准。</translation>
    </message>
    <message>
        <source>%1, verified on %2, by your word</source>
        <translation>%1，%2 验证，依您所述</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU（显卡）</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1, computed on the GPU</source>
        <translation>%1，在 GPU 上计算</translation>
    </message>
    <message>
        <source>%1, computed on the processor</source>
        <translation>%1，在处理器上计算</translation>
    </message>
    <message>
        <source>Frameworks</source>
        <translation>框架</translation>
    </message>
    <message>
        <source>none was proven</source>
        <translation>没有验证任何框架</translation>
    </message>
    <message>
        <source>Brought back</source>
        <translation>录入日期</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>fl::LivePanel</name>
    <message>
        <source>Connect now</source>
        <translation>立即连接</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source> The last figures are from %1.</source>
        <translation> 最后的数据来自 %1。</translation>
    </message>
    <message>
        <source>No live figures while the machine does not run.</source>
        <translation>机器没有运行时没有实时数据。</translation>
    </message>
    <message>
        <source>Connecting for live figures…</source>
        <translation>正在连接以获取实时数据…</translation>
    </message>
    <message>
        <source>Paused; the figures are still being kept.</source>
        <translation>已暂停；数据仍在记录。</translation>
    </message>
    <message>
        <source>Live, every second.</source>
        <translation>实时，每秒一次。</translation>
    </message>
    <message>
        <source>The connection was cut; it is tried again by itself.</source>
        <translation>连接断了；会自动重试。</translation>
    </message>
    <message>
        <source>Computes on it: %1</source>
        <translation>正在上面计算：%1</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>还有 %1 个</translation>
    </message>
</context>
<context>
    <name>fl::LivePlot</name>
    <message>
        <source>%1 min ago</source>
        <translation>%1 分钟前</translation>
    </message>
    <message>
        <source>no figures yet</source>
        <translation>还没有数据</translation>
    </message>
    <message>
        <source>%1; between %2 and %3 since %4</source>
        <translation>%1；%4以来在 %2 和 %3 之间</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%2 时为 %1</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
</context>
<context>
    <name>fl::LogView</name>
    <message>
        <source>Show the log</source>
        <translation>显示日志</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Show the log of</source>
        <translation>显示哪一步的日志</translation>
    </message>
    <message>
        <source>Search in the log</source>
        <translation>在日志中搜索</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>查找下一处</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Follow the newest line</source>
        <translation>跟随最新一行</translation>
    </message>
    <message>
        <source>Copy the log</source>
        <translation>复制日志</translation>
    </message>
    <message>
        <source>Save the log in a file</source>
        <translation>把日志保存为文件</translation>
    </message>
    <message>
        <source>Hide the log</source>
        <translation>收起日志</translation>
    </message>
    <message>
        <source>All steps</source>
        <translation>所有步骤</translation>
    </message>
    <message>
        <source>%1 earlier lines are no longer shown; the machine keeps the whole log.</source>
        <translation>较早的 %1 行不再显示，完整日志保存在机器上。</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation>保存日志</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为 %1。</translation>
    </message>
    <message>
        <source>The file could not be written: %1</source>
        <translation>无法写入文件：%1</translation>
    </message>
</context>
<context>
    <name>fl::LoginChoice</name>
    <message>
        <source>How do you log in?</source>
        <translation>您怎样登录？</translation>
    </message>
    <message>
        <source>With a password</source>
        <translation>用密码</translation>
    </message>
    <message>
        <source>The one of your account on the server.</source>
        <translation>您在服务器上的账号密码。</translation>
    </message>
    <message>
        <source>With a key file I have</source>
        <translation>用我已有的密钥文件</translation>
    </message>
    <message>
        <source>A file like id_ed25519; it stays on this computer.</source>
        <translation>例如 id_ed25519；文件只留在本机。</translation>
    </message>
    <message>
        <source>With my SSH agent</source>
        <translation>用我的 SSH 代理（agent）</translation>
    </message>
    <message>
        <source>A program that holds your unlocked keys. If none of them fits, you are asked for the password.</source>
        <translation>保管您已解锁密钥的程序。如果没有合适的密钥，会再询问密码。</translation>
    </message>
    <message>
        <source>With a new key, made for me</source>
        <translation>为我生成一把新密钥</translation>
    </message>
    <message>
        <source>Your password is needed once, to put the key there. Its private half stays on this computer, and undo takes it back.</source>
        <translation>只需输入一次密码，用来把公钥放到服务器上。私钥只留在本机；撤回时会一并移除。</translation>
    </message>
    <message>
        <source>If empty, asked for when needed</source>
        <translation>留空则在需要时询问</translation>
    </message>
</context>
<context>
    <name>fl::LoginPanel</name>
    <message>
        <source>Forget this login</source>
        <translation>忘记此登录信息</translation>
    </message>
    <message>
        <source>What must it be allowed to do?</source>
        <translation>它需要哪些权限？</translation>
    </message>
    <message>
        <source>What the login must be allowed to do</source>
        <translation>登录所需的权限</translation>
    </message>
    <message>
        <source>These are all the calls that Firstlight makes. Whoever runs the account can paste them as a policy for the login.</source>
        <translation>这些是 Firstlight 会发出的全部调用。账户管理员可以将其粘贴为该登录的策略。</translation>
    </message>
    <message>
        <source>Regions, the nearest first</source>
        <translation>区域（由近到远）</translation>
    </message>
    <message>
        <source>Asking whose login this is…</source>
        <translation>正在查询这是谁的登录…</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>请选择…</translation>
    </message>
    <message>
        <source>No login yet: fill one in above.</source>
        <translation>尚未登录：请在上方填写登录信息。</translation>
    </message>
</context>
<context>
    <name>fl::MachineActions</name>
    <message>
        <source>Terminal</source>
        <translation>终端</translation>
    </message>
    <message>
        <source>Open in VS Code</source>
        <translation>在 VS Code 中打开</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Take it out of ~/.ssh/config</source>
        <translation>从 ~/.ssh/config 中移除</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>关机</translation>
    </message>
    <message>
        <source>Stop Jupyter</source>
        <translation>停止 Jupyter</translation>
    </message>
    <message>
        <source>Stop %1?</source>
        <translation>停止 %1？</translation>
    </message>
    <message>
        <source>Running notebooks end. Everything on its disk is kept.</source>
        <translation>正在运行的笔记本会结束，磁盘上的内容全部保留。</translation>
    </message>
    <message>
        <source>Running notebooks end. Only Jupyter stops; the computer goes on.</source>
        <translation>正在运行的笔记本会结束。只停止 Jupyter，计算机照常运行。</translation>
    </message>
    <message>
        <source>Stop it</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重启</translation>
    </message>
    <message>
        <source>Restart %1?</source>
        <translation>重启 %1？</translation>
    </message>
    <message>
        <source>The whole computer restarts, with everything else that runs on it. Jupyter comes back by itself.</source>
        <translation>整台计算机都会重启，上面运行的其他程序也会中断。Jupyter 会自动恢复。</translation>
    </message>
    <message>
        <source>Running notebooks end. Jupyter comes back by itself.</source>
        <translation>正在运行的笔记本会结束，Jupyter 会自动恢复。</translation>
    </message>
    <message>
        <source>Restart it</source>
        <translation>重启</translation>
    </message>
    <message>
        <source>Tear down…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Tear down %1?</source>
        <translation>移除 %1？</translation>
    </message>
    <message>
        <source>What Firstlight added is removed. The computer, its own packages and your files stay.</source>
        <translation>只移除 Firstlight 添加的内容。计算机本身、原有软件和您的文件都会保留。</translation>
    </message>
    <message>
        <source>Remove what was added</source>
        <translation>移除添加的内容</translation>
    </message>
    <message>
        <source>Running notebooks end. Only Jupyter stops; the machine goes on, and is paid for until it is torn down.</source>
        <translation>正在运行的笔记本会结束。只停止 Jupyter；机器照常运行，在拆除之前一直计费。</translation>
    </message>
</context>
<context>
    <name>fl::MachineCard</name>
    <message>
        <source> · figures from %1</source>
        <translation> · 数据来自%1</translation>
    </message>
    <message>
        <source>asking…</source>
        <translation>正在查询……</translation>
    </message>
    <message>
        <source>, %1</source>
        <translation>，%1</translation>
    </message>
    <message>
        <source>%1 · %2 so far</source>
        <translation>%1 · 至今 %2</translation>
    </message>
</context>
<context>
    <name>fl::MachineDetail</name>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Restarting; this takes a minute or two…</source>
        <translation>正在重启，需要一两分钟…</translation>
    </message>
    <message>
        <source>Taking it down…</source>
        <translation>正在移除…</translation>
    </message>
    <message>
        <source>Opening the notebook…</source>
        <translation>正在打开笔记本…</translation>
    </message>
    <message>
        <source>Making a new password…</source>
        <translation>正在生成新密码…</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>正在处理…</translation>
    </message>
    <message>
        <source>Take it off the list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>asking how it is…</source>
        <translation>正在查询状态…</translation>
    </message>
    <message>
        <source>asked %1</source>
        <translation>%1查询</translation>
    </message>
    <message>
        <source>Go on setting up</source>
        <translation>继续安装</translation>
    </message>
    <message>
        <source>Open notebook</source>
        <translation>打开笔记本</translation>
    </message>
    <message>
        <source>The notebook</source>
        <translation>笔记本</translation>
    </message>
    <message>
        <source>Password-protected; reached through an encrypted tunnel only.</source>
        <translation>有密码保护，只能经加密隧道访问。</translation>
    </message>
    <message>
        <source>Address of the open notebook</source>
        <translation>已打开的笔记本的地址</translation>
    </message>
    <message>
        <source>Close the tunnel</source>
        <translation>关闭隧道</translation>
    </message>
    <message>
        <source>Make a new password</source>
        <translation>换一个新密码</translation>
    </message>
    <message>
        <source>Verify again</source>
        <translation>重新验证</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开机</translation>
    </message>
    <message>
        <source>Start Jupyter</source>
        <translation>启动 Jupyter</translation>
    </message>
    <message>
        <source>Telling the machine when to stop itself…</source>
        <translation>正在设置机器的自动停机时间…</translation>
    </message>
    <message>
        <source>Why these versions</source>
        <translation>为什么是这些版本</translation>
    </message>
    <message>
        <source>Letting this computer&apos;s address in…</source>
        <translation>正在放行这台电脑的地址…</translation>
    </message>
    <message>
        <source>Open in Colab…</source>
        <translation>在 Colab 中打开…</translation>
    </message>
    <message>
        <source>Verify it</source>
        <translation>验证</translation>
    </message>
</context>
<context>
    <name>fl::Machines</name>
    <message>
        <source>No browser could be started. Open this address yourself: %1</source>
        <translation>无法启动浏览器，请自行打开这个地址：%1</translation>
    </message>
    <message>
        <source>No terminal program was found. This is what it would run: %1</source>
        <translation>没有找到终端程序。要运行的命令是：%1</translation>
    </message>
    <message>
        <source>The entry was taken out of ~/.ssh/config.</source>
        <translation>已从 ~/.ssh/config 中移除。</translation>
    </message>
    <message>
        <source>The entry could not be written: %1</source>
        <translation>无法写入配置：%1</translation>
    </message>
    <message>
        <source>VS Code opens; it and ssh know this machine as “%1” (in ~/.ssh/config).</source>
        <translation>VS Code 正在打开；它和 ssh 现在都以“%1”认识这台机器（写在 ~/.ssh/config 中）。</translation>
    </message>
    <message>
        <source>VS Code was not found here. Any editor that works over ssh knows this machine now as “%1” (in ~/.ssh/config).</source>
        <translation>这里没有找到 VS Code。任何通过 ssh 工作的编辑器现在都以“%1”认识这台机器（写在 ~/.ssh/config 中）。</translation>
    </message>
</context>
<context>
    <name>fl::MainWindow</name>
    <message>
        <source>Leave while it is being set up?</source>
        <translation>安装还在进行，要离开吗？</translation>
    </message>
    <message>
        <source>The machine finishes the step it is at. Start Firstlight again, and it goes on from there.</source>
        <translation>机器会完成当前这一步。再次打开 Firstlight 时从这里继续。</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Close this note</source>
        <translation>关闭这条提示</translation>
    </message>
</context>
<context>
    <name>fl::NetworkDialog</name>
    <message>
        <source>How does the server reach the internet?</source>
        <translation>服务器怎样上网？</translation>
    </message>
    <message>
        <source>Often only through a proxy, or to mirrors in the same network. Your administrator knows the addresses.</source>
        <translation>很多服务器只能通过代理上网，或者只能访问内网里的镜像。地址请向管理员询问。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Use it and go on</source>
        <translation>使用并继续</translation>
    </message>
</context>
<context>
    <name>fl::NetworkForm</name>
    <message>
        <source>A mirror is a copy of a collection of packages that is nearer, or that your network lets through. Fill in what you were told and leave the rest empty. Of several mirrors, with commas between, the server takes the fastest.</source>
        <translation>镜像是软件仓库的副本，离您更近，或者是您的网络允许访问的。国内的高校和云厂商大多提供这些镜像，从它们的帮助页复制地址，粘贴到下面对应的栏里即可；用不到的留空。同一栏可以填多个，用英文逗号分开，服务器会自动选最快的。</translation>
    </message>
    <message>
        <source>%1: this cannot be right. It looks like %2</source>
        <translation>%1：格式不对，应该像这样：%2</translation>
    </message>
    <message>
        <source>%1: there is no such file on this computer.</source>
        <translation>%1：这台电脑上没有这个文件。</translation>
    </message>
</context>
<context>
    <name>fl::NetworkPanel</name>
    <message>
        <source>Behind a proxy, or far from the servers?</source>
        <translation>需要代理，或者访问国外太慢？</translation>
    </message>
    <message>
        <source>Restricted network</source>
        <translation>受限的网络</translation>
    </message>
    <message>
        <source>Some companies and universities let their servers reach the internet only through a proxy, or check what comes with certificates of their own. What you enter here is used by the set-up and written into the settings of the machine&apos;s tools, so that it holds for what you install later too. Undo takes it away again.</source>
        <translation>有些公司和学校的服务器只能通过代理上网，或者用自己的证书检查流量。这里填写的内容不仅用于这次安装，还会写进那台机器上各个工具的设置里，所以您以后自己安装软件时同样有效。撤销时会一并清除。</translation>
    </message>
</context>
<context>
    <name>fl::Notifications</name>
    <message>
        <source>%1 is ready</source>
        <translation>%1 已就绪</translation>
    </message>
    <message>
        <source>The notebook can be opened.</source>
        <translation>可以打开笔记本了。</translation>
    </message>
    <message>
        <source>%1 needs you</source>
        <translation>%1 需要您处理</translation>
    </message>
    <message>
        <source>The set-up did not come to its end. The window says why, and how it goes on.</source>
        <translation>安装没有完成。窗口里写明了原因，以及如何继续。</translation>
    </message>
</context>
<context>
    <name>fl::OutsideRow</name>
    <message>
        <source>The console of %1</source>
        <translation>%1 的控制台</translation>
    </message>
    <message>
        <source>What the machine wrote while it started, as the provider keeps it.</source>
        <translation>机器启动时输出的内容，由服务商保存。</translation>
    </message>
    <message>
        <source>Asking the provider…</source>
        <translation>正在询问服务商…</translation>
    </message>
    <message>
        <source>Nothing yet; a minute after the start there is.</source>
        <translation>还没有内容；启动约一分钟后会有。</translation>
    </message>
    <message>
        <source>My address changed</source>
        <translation>我的地址变了</translation>
    </message>
    <message>
        <source>Show its console</source>
        <translation>显示控制台</translation>
    </message>
    <message>
        <source>The machine&apos;s own rule lets in one address alone. This lets in the one that this computer has now.</source>
        <translation>机器自己的规则只放行一个地址。此操作会放行这台电脑现在的地址。</translation>
    </message>
</context>
<context>
    <name>fl::Page</name>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>Hardware</source>
        <translation>硬件</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>软件</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
</context>
<context>
    <name>fl::PasswordDialog</name>
    <message>
        <source>The password of your notebook</source>
        <translation>笔记本的密码</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the password</source>
        <translation>复制密码</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>The new password of %1</source>
        <translation>%1 的新密码</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>It is kept on this computer, safe from others. The old one no longer works.</source>
        <translation>已安全地保存在本机，旧密码不再有效。</translation>
    </message>
    <message>
        <source>It is not kept: write it down now, it is shown only here. The old one no longer works.</source>
        <translation>它不会被保存，请现在就记下来，它只在这里显示一次。旧密码不再有效。</translation>
    </message>
</context>
<context>
    <name>fl::QuestionDialog</name>
    <message>
        <source>Go on?</source>
        <translation>要继续吗？</translation>
    </message>
    <message>
        <source>Yes, go on</source>
        <translation>是，继续</translation>
    </message>
    <message>
        <source>A password is needed</source>
        <translation>需要密码</translation>
    </message>
    <message>
        <source>That was not right. %1</source>
        <translation>密码不对。%1</translation>
    </message>
</context>
<context>
    <name>fl::RailItem</name>
    <message>
        <source>%1, done</source>
        <translation>%1，已完成</translation>
    </message>
    <message>
        <source>%1, current</source>
        <translation>%1，当前</translation>
    </message>
</context>
<context>
    <name>fl::Receipt</name>
    <message>
        <source>All of it is gone, and nothing costs money.</source>
        <translation>全部清除完毕，不再产生费用。</translation>
    </message>
    <message>
        <source>Some of it is still there.</source>
        <translation>还有一部分没有清除。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>已清除</translation>
    </message>
    <message>
        <source>still there, %1</source>
        <translation>仍然存在，%1</translation>
    </message>
    <message>
        <source>Look at it in the provider&apos;s console: %1</source>
        <translation>在服务商的控制台查看：%1</translation>
    </message>
</context>
<context>
    <name>fl::ReportDialog</name>
    <message>
        <source>A report for whoever helps you</source>
        <translation>给协助者的报告</translation>
    </message>
    <message>
        <source>This is all that is in it: no passwords, no names, no addresses, no logs. Nothing is sent anywhere; you decide who gets it.</source>
        <translation>报告的全部内容都在这里：没有密码、名称、地址和日志。它不会自动发送到任何地方，给谁由您决定。</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>It is saved.</source>
        <translation>已保存。</translation>
    </message>
</context>
<context>
    <name>fl::ReviewPage</name>
    <message>
        <source>Review the plan</source>
        <translation>查看方案</translation>
    </message>
    <message>
        <source>Nothing has happened yet. This is everything that will.</source>
        <translation>目前什么都还没有发生。下面是将要做的全部事情。</translation>
    </message>
    <message>
        <source>Making the plan…</source>
        <translation>正在制定方案…</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Change: %1</source>
        <translation>修改：%1</translation>
    </message>
    <message>
        <source>What it makes</source>
        <translation>将会创建</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>No machine is created. What is added to the computer is listed and can be taken back.</source>
        <translation>不会创建机器。往计算机上添加的内容都有记录，可以撤回。</translation>
    </message>
    <message>
        <source>The steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Show the commands</source>
        <translation>查看命令</translation>
    </message>
    <message>
        <source>Create machine for %1</source>
        <translation>创建机器（%1）</translation>
    </message>
    <message>
        <source>Set up %1</source>
        <translation>安装 %1</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>安装</translation>
    </message>
    <message>
        <source>chosen by what the machine can reach</source>
        <translation>由机器按网络情况选择来源</translation>
    </message>
    <message>
        <source>from PyPI</source>
        <translation>来自 PyPI</translation>
    </message>
    <message>
        <source>from conda</source>
        <translation>来自 conda</translation>
    </message>
    <message>
        <source>from the system&apos;s packages</source>
        <translation>来自系统软件包</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>%1 (%2 at %3)</source>
        <translation>%1（用户 %2，地址 %3）</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>机器</translation>
    </message>
    <message>
        <source>%1 with Python and JupyterLab, %2</source>
        <translation>%1，含 Python 和 JupyterLab，%2</translation>
    </message>
    <message>
        <source>%1; CUDA compiler</source>
        <translation>%1；CUDA 编译器</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>软件</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>the one you typed</source>
        <translation>您输入的密码</translation>
    </message>
    <message>
        <source>a strong one, made for you and shown at the end</source>
        <translation>自动生成的强密码，结束时显示</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Key pair</source>
        <translation>密钥对</translation>
    </message>
    <message>
        <source>Firewall rule</source>
        <translation>防火墙规则</translation>
    </message>
    <message>
        <source>Tunnel</source>
        <translation>隧道</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>软件包</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Start without log-in</source>
        <translation>无需登录即可启动</translation>
    </message>
    <message>
        <source>SSH key</source>
        <translation>SSH 密钥</translation>
    </message>
    <message>
        <source>%1, everything included</source>
        <translation>%1（含全部资源）</translation>
    </message>
    <message>
        <source>Forgotten</source>
        <translation>忘记关机</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>When idle</source>
        <translation>空闲时</translation>
    </message>
    <message>
        <source>Kept at its version</source>
        <translation>保持在当前版本</translation>
    </message>
    <message>
        <source>Source of packages</source>
        <translation>软件包来源</translation>
    </message>
    <message>
        <source>through %1</source>
        <translation>通过 %1</translation>
    </message>
    <message>
        <source>own certificates</source>
        <translation>自有证书</translation>
    </message>
    <message>
        <source>mirrors for: %1</source>
        <translation>镜像：%1</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置项</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1；%2</translation>
    </message>
    <message>
        <source>Public address</source>
        <translation>公网地址</translation>
    </message>
</context>
<context>
    <name>fl::RunPage</name>
    <message>
        <source>Progress of the set-up</source>
        <translation>安装进度</translation>
    </message>
    <message>
        <source>Nothing is running</source>
        <translation>没有正在进行的安装</translation>
    </message>
    <message>
        <source>Go back to the plan to start.</source>
        <translation>请回到方案页面开始。</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>%1 left.</source>
        <translation>还需%1。</translation>
    </message>
    <message>
        <source>This step takes longer than usual; it is still at work.</source>
        <translation>这一步比平时慢，仍在进行中。</translation>
    </message>
    <message>
        <source>Setting up %1</source>
        <translation>正在安装 %1</translation>
    </message>
    <message>
        <source>If the connection drops, the machine goes on and we find it again.</source>
        <translation>即使连接中断，机器也会继续，之后会重新接上。</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>The current command is being told to end.</source>
        <translation>正在让当前命令结束。</translation>
    </message>
    <message>
        <source>Taking it back…</source>
        <translation>正在撤回…</translation>
    </message>
    <message>
        <source>What this set-up added to %1 is being removed.</source>
        <translation>正在移除这次安装往 %1 添加的内容。</translation>
    </message>
    <message>
        <source>%1 is ready</source>
        <translation>%1 已就绪</translation>
    </message>
    <message>
        <source>Set up and proven in %1.</source>
        <translation>安装并验证完成，用时%1。</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>This is what became of each thing.</source>
        <translation>各项的结果如下。</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>%1 is not ready yet</source>
        <translation>%1 还没有就绪</translation>
    </message>
    <message>
        <source>What is done stays done: going on takes up where this ended.</source>
        <translation>已完成的部分会保留，继续时从这里接着做。</translation>
    </message>
    <message>
        <source>Set up, but not proven yet</source>
        <translation>已安装，但尚未验证</translation>
    </message>
    <message>
        <source>Verified on the CPU</source>
        <translation>已在 CPU 上验证</translation>
    </message>
    <message>
        <source>Verified on %1</source>
        <translation>已在 %1 上验证</translation>
    </message>
    <message>
        <source>This machine has no NVIDIA GPU. A calculation ran in a notebook of the new Jupyter, and its result is right.</source>
        <translation>这台机器没有 NVIDIA GPU。已在新装的 Jupyter 笔记本里完成一次计算，结果正确。</translation>
    </message>
    <message>
        <source>A calculation ran in a notebook of the new Jupyter, on the GPU, and its result equals the processor&apos;s.</source>
        <translation>已在新装的 Jupyter 笔记本里用 GPU 完成一次计算，结果与处理器一致。</translation>
    </message>
    <message>
        <source>The password of your notebook</source>
        <translation>笔记本的密码</translation>
    </message>
    <message>
        <source>Back to the plan</source>
        <translation>回到方案</translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation>停止并保留</translation>
    </message>
    <message>
        <source>Stop and undo</source>
        <translation>停止并撤回</translation>
    </message>
    <message>
        <source>Please wait</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Show the machine</source>
        <translation>查看这台机器</translation>
    </message>
    <message>
        <source>Open notebook</source>
        <translation>打开笔记本</translation>
    </message>
    <message>
        <source>Undo what was done</source>
        <translation>撤回已做的</translation>
    </message>
    <message>
        <source>Go on from here</source>
        <translation>从这里继续</translation>
    </message>
    <message>
        <source>Undo this set-up?</source>
        <translation>要撤回这次安装吗？</translation>
    </message>
    <message>
        <source>What this set-up added to %1 is removed, or the machine with it if it was made for this. Your own files and what was there before stay.</source>
        <translation>这次安装往 %1 添加的内容会被移除；如果机器是专为此创建的，机器也会删除。您自己的文件和原有内容都会保留。</translation>
    </message>
    <message>
        <source>Undo it</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>It is kept on this computer, safe from others. Jupyter asks for it once.</source>
        <translation>已安全地保存在本机。Jupyter 会询问一次。</translation>
    </message>
    <message>
        <source>It is not kept: write it down now, it is shown only here.</source>
        <translation>它不会被保存，请现在就记下来，它只在这里显示一次。</translation>
    </message>
    <message>
        <source>Working on %1</source>
        <translation>正在处理 %1</translation>
    </message>
    <message>
        <source>%1: that did not work</source>
        <translation>%1：没有成功</translation>
    </message>
    <message>
        <source>The machine&apos;s page shows how it is now.</source>
        <translation>机器页面会显示它现在的状态。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Not all of it was taken back</source>
        <translation>没有全部撤回</translation>
    </message>
</context>
<context>
    <name>fl::SecretDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>fl::SecretField</name>
    <message>
        <source>Show the password</source>
        <translation>显示密码</translation>
    </message>
    <message>
        <source>Hide the password</source>
        <translation>隐藏密码</translation>
    </message>
</context>
<context>
    <name>fl::SettingsButton</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Settings: language and appearance</source>
        <translation>设置：语言和外观</translation>
    </message>
    <message>
        <source>The system&apos;s language</source>
        <translation>跟随系统语言</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Save a report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>Passwords: in a locked file</source>
        <translation>密码：保存在加密文件中</translation>
    </message>
    <message>
        <source>Passwords: not kept</source>
        <translation>密码：不保存</translation>
    </message>
    <message>
        <source>Forget them…</source>
        <translation>清除保存的密码…</translation>
    </message>
    <message>
        <source>Keep them in a locked file…</source>
        <translation>保存到加密文件…</translation>
    </message>
    <message>
        <source>Notes on the desktop</source>
        <translation>桌面通知</translation>
    </message>
    <message>
        <source>Say when a machine needs me</source>
        <translation>机器需要我时告诉我</translation>
    </message>
</context>
<context>
    <name>fl::ShoppingDialog</name>
    <message>
        <source>What to buy</source>
        <translation>买什么</translation>
    </message>
    <message>
        <source>Dollars in all</source>
        <translation>总共多少美元</translation>
    </message>
    <message>
        <source>Money in all</source>
        <translation>总预算</translation>
    </message>
    <message>
        <source>Hours a week</source>
        <translation>每周小时数</translation>
    </message>
    <message>
        <source>The shopping list</source>
        <translation>购物清单</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>另存为 PDF…</translation>
    </message>
    <message>
        <source>Save the sheet</source>
        <translation>保存清单</translation>
    </message>
    <message>
        <source>Shopping list.pdf</source>
        <translation>购物清单.pdf</translation>
    </message>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>PDF 文件 (*.pdf)</translation>
    </message>
    <message>
        <source>✓ Saved as %1</source>
        <translation>✓ 已保存为 %1</translation>
    </message>
</context>
<context>
    <name>fl::ShoppingSheet</name>
    <message>
        <source>Part</source>
        <translation>部件</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>型号</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>截至</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>It fits into the money, also where each part costs the most that was seen.</source>
        <translation>在预算之内，即使每个部件都按见过的最高价计算。</translation>
    </message>
    <message>
        <source>The same, rented for %1 hours a week</source>
        <translation>同等配置，每周租用 %1 小时</translation>
    </message>
    <message>
        <source>Nobody whose price is known rents a GPU with as much memory.</source>
        <translation>已知价格的服务商都不出租同样显存的 GPU。</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>哪里</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU（显卡）</translation>
    </message>
    <message>
        <source>An hour</source>
        <translation>每小时</translation>
    </message>
    <message>
        <source>A month</source>
        <translation>每月</translation>
    </message>
    <message>
        <source>Buying pays off after</source>
        <translation>购买多久回本</translation>
    </message>
    <message>
        <source>Until then, renting is cheaper. With twice the hours a week it is half as long.</source>
        <translation>在此之前租用更便宜。每周用时加倍，回本时间减半。</translation>
    </message>
    <message>
        <source>Parts whose price is not known are not in it, so that it is longer.</source>
        <translation>未计入价格未知的部件，因此实际时间更长。</translation>
    </message>
    <message>
        <source>Power is not in it, nor what the computer is worth when you sell it. A rented machine costs while it runs, also when you do nothing.</source>
        <translation>未计入电费，也未计入将来转卖的价值。租用的机器只要开着就计费，即使您什么也不做。</translation>
    </message>
    <message>
        <source>What a computer for deep learning should have</source>
        <translation>深度学习计算机应有的配置</translation>
    </message>
    <message>
        <source>The guide of 2018</source>
        <translation>2018 年的指南</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>more than 10 years</source>
        <translation>超过 10 年</translation>
    </message>
    <message>
        <source>%1 years</source>
        <translation>%1 年</translation>
    </message>
    <message>
        <source>%1 to %2 years</source>
        <translation>%1 到 %2 年</translation>
    </message>
    <message>
        <source>%1 months</source>
        <translation>%1 个月</translation>
    </message>
    <message>
        <source>%1 to %2 months</source>
        <translation>%1 到 %2 个月</translation>
    </message>
    <message>
        <source>A computer for deep learning</source>
        <translation>深度学习计算机</translation>
    </message>
    <message>
        <source>For %1, made on %2. US dollars, without tax.</source>
        <translation>预算 %1，制作于 %2。单位为美元，不含税。</translation>
    </message>
    <message>
        <source>Where the figures come from</source>
        <translation>数据来源</translation>
    </message>
</context>
<context>
    <name>fl::SoftwarePage</name>
    <message>
        <source>The software</source>
        <translation>软件</translation>
    </message>
    <message>
        <source>What is installed on the machine. Each part goes into a folder of its own and can be taken back.</source>
        <translation>要安装到机器上的内容。每一部分都放在单独的文件夹里，可以撤回。</translation>
    </message>
    <message>
        <source>Framework</source>
        <translation>框架</translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation>从哪里获取</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Choose for me</source>
        <translation>替我选择</translation>
    </message>
    <message>
        <source>The machine tries what it can reach, takes the best, and says why.</source>
        <translation>机器先试哪些来源连得上，选最合适的，并说明理由。</translation>
    </message>
    <message>
        <source>From PyPI, the Python package index</source>
        <translation>从 PyPI（Python 软件包索引）获取</translation>
    </message>
    <message>
        <source>Newest versions; needed for NVIDIA GPUs. About 2 to 5 GB.</source>
        <translation>版本最新，使用 NVIDIA GPU 时需要。约 2 到 5 GB。</translation>
    </message>
    <message>
        <source>From the system&apos;s own packages</source>
        <translation>从系统自带的软件包获取</translation>
    </message>
    <message>
        <source>Works where only the system&apos;s mirror is reachable. About 0.5 GB.</source>
        <translation>只连得上系统镜像时也能用。约 0.5 GB。</translation>
    </message>
    <message>
        <source>I will compile CUDA code myself</source>
        <translation>我要自己编译 CUDA 代码</translation>
    </message>
    <message>
        <source>Choose a password</source>
        <translation>设置密码</translation>
    </message>
    <message>
        <source>NVIDIA&apos;s language for programming its GPUs. The frameworks bring what they need. Only who writes GPU programs needs the compiler (CUDA Toolkit), which takes 5 GB more.</source>
        <translation>NVIDIA 为自家 GPU 编程的语言。各框架自带所需的部分。只有自己写 GPU 程序的人才需要编译器（CUDA Toolkit），要多占 5 GB。</translation>
    </message>
    <message>
        <source>Frameworks</source>
        <translation>框架</translation>
    </message>
    <message>
        <source>The library your notebook calls to build and train models. Each gets an environment and a kernel of its own, computes on the GPU where there is one, and is proven at the end.</source>
        <translation>笔记本用来搭建和训练模型的库。每种框架都有自己的环境和内核，有 GPU 时在 GPU 上计算，最后会实际验证一遍。</translation>
    </message>
    <message>
        <source>What most courses and papers use.</source>
        <translation>大多数课程和论文使用它。</translation>
    </message>
    <message>
        <source>Google&apos;s library, found in many older courses and in products. About 1 GB more, with a GPU 5 GB.</source>
        <translation>Google 的库，常见于较早的课程和产品中。约多占 1 GB，有 GPU 时 5 GB。</translation>
    </message>
    <message>
        <source>Few lines for whole models; another library computes for it.</source>
        <translation>几行代码就能写出完整的模型；由另一个库负责计算。</translation>
    </message>
    <message>
        <source>NumPy that differentiates and compiles, for research. About 0.5 GB more, with a GPU 4 GB.</source>
        <translation>能求导、能编译的 NumPy，适合研究。约多占 0.5 GB，有 GPU 时 4 GB。</translation>
    </message>
    <message>
        <source>Keras computes with</source>
        <translation>Keras 的计算后端</translation>
    </message>
    <message>
        <source>what suits the machine best</source>
        <translation>最适合这台机器的</translation>
    </message>
    <message>
        <source>Choose at least one framework.</source>
        <translation>请至少选择一种框架。</translation>
    </message>
    <message>
        <source>The system&apos;s own packages have PyTorch alone. Let the software come from PyPI, or leave the others out.</source>
        <translation>系统自带的软件包里只有 PyTorch。请改从 PyPI 安装，或不选其他框架。</translation>
    </message>
    <message>
        <source>PyPI has the newest versions, with GPU support. The system&apos;s own packages are older, run on the processor, and come from a mirror that is usually near. conda-forge is free for everybody; the channels of the company Anaconda, which larger organisations must pay for, are never used.</source>
        <translation>PyPI 有最新版本，支持 GPU；国内可配合清华、阿里等镜像使用。系统自带的软件包较旧，只用处理器计算，从系统配置的镜像下载，通常较快。conda-forge 对所有人免费；Anaconda 公司的频道要求较大的机构付费，绝不会使用。</translation>
    </message>
    <message>
        <source>From conda-forge</source>
        <translation>从 conda-forge 安装</translation>
    </message>
    <message>
        <source>For those who work with conda: Miniforge and the packages that volunteers build. About 3 to 8 GB.</source>
        <translation>适合习惯用 conda 的人：Miniforge 和由志愿者构建的软件包。约 3 到 8 GB。</translation>
    </message>
</context>
<context>
    <name>fl::StartPage</name>
    <message>
        <source>From nothing to a notebook that works</source>
        <translation>从零开始，到一个能用的笔记本</translation>
    </message>
    <message>
        <source>Firstlight sets up a machine for deep learning, opens a Jupyter notebook on it, and proves that it computes.</source>
        <translation>Firstlight 为您装好一台深度学习机器，打开上面的 Jupyter 笔记本，并证明它确实能计算。</translation>
    </message>
    <message>
        <source>How it goes</source>
        <translation>过程是这样的</translation>
    </message>
    <message>
        <source>You answer a few short pages. Each term has a “What is this?” beside it.</source>
        <translation>回答几页简短的问题，每个术语旁边都有“这是什么？”。</translation>
    </message>
    <message>
        <source>You see the whole plan, with its price, before anything is created or changed.</source>
        <translation>在创建或改动任何东西之前，您会先看到完整的方案和价格。</translation>
    </message>
    <message>
        <source>You watch it being set up. At the end one button opens your notebook in the browser.</source>
        <translation>您可以看着它安装。完成后，按一个按钮就能在浏览器里打开笔记本。</translation>
    </message>
    <message>
        <source>Set up a new machine</source>
        <translation>安装一台新机器</translation>
    </message>
    <message>
        <source>Go on with %1</source>
        <translation>继续安装 %1</translation>
    </message>
    <message>
        <source>Its set-up was interrupted. What is done stays done.</source>
        <translation>上次安装中断了，已完成的部分会保留。</translation>
    </message>
    <message>
        <source>Unfinished</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>My machines</source>
        <translation>我的机器</translation>
    </message>
    <message>
        <source>None yet. The machines you set up appear here.</source>
        <translation>还没有。您安装的机器会显示在这里。</translation>
    </message>
    <message>
        <source>Open a notebook, see how a machine does, stop it or take it down.</source>
        <translation>打开笔记本，查看机器状态，停止或移除机器。</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>Show my machines</source>
        <translation>查看我的机器</translation>
    </message>
    <message>
        <source>Choose where</source>
        <translation>选择位置</translation>
    </message>
    <message>
        <source>Your own computer, a server, a rented machine, or one to practise on for free.</source>
        <translation>您的电脑、服务器、租用的机器，或免费的练习机。</translation>
    </message>
</context>
<context>
    <name>fl::StepList</name>
    <message>
        <source>looking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>slower than usual</source>
        <translation>比平时慢</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>还需%1</translation>
    </message>
    <message>
        <source>done in %1 s</source>
        <translation>用时 %1 秒</translation>
    </message>
    <message>
        <source>done in %1 min</source>
        <translation>用时 %1 分钟</translation>
    </message>
    <message>
        <source>already there</source>
        <translation>已经有了</translation>
    </message>
    <message>
        <source>needs you</source>
        <translation>需要您处理</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>不需要</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
</context>
<context>
    <name>fl::StrengthMeter</name>
    <message>
        <source>Strength of the password</source>
        <translation>密码强度</translation>
    </message>
    <message>
        <source>At least 8 characters</source>
        <translation>至少 8 个字符</translation>
    </message>
    <message>
        <source>Weak: add words</source>
        <translation>偏弱，请加长</translation>
    </message>
    <message>
        <source>Fair</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>很强</translation>
    </message>
</context>
<context>
    <name>fl::TearDownDialog</name>
    <message>
        <source>Tear down %1?</source>
        <translation>移除 %1？</translation>
    </message>
    <message>
        <source>The machine is deleted with everything on it, your notebooks too. This cannot be undone.</source>
        <translation>机器连同上面的一切都会被删除，包括您的笔记本，且无法恢复。</translation>
    </message>
    <message>
        <source>Looking for files of yours on it…</source>
        <translation>正在查看机器上有没有您的文件…</translation>
    </message>
    <message>
        <source>Files you made on the machine</source>
        <translation>您在机器上的文件</translation>
    </message>
    <message>
        <source>Progress of the copy</source>
        <translation>复制进度</translation>
    </message>
    <message>
        <source>Copy them to this computer first…</source>
        <translation>先复制到这台电脑…</translation>
    </message>
    <message>
        <source>Stop copying</source>
        <translation>停止复制</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Delete the machine</source>
        <translation>删除机器</translation>
    </message>
    <message>
        <source>It is stopped, so your files on it cannot be listed. To keep some of them, cancel, start it, and come back.</source>
        <translation>机器已停止，无法列出上面的文件。想保留其中的文件，请先取消，启动机器后再来。</translation>
    </message>
    <message>
        <source>Could not look for your files: %1 %2</source>
        <translation>无法查看您的文件：%1 %2</translation>
    </message>
    <message>
        <source>No files of yours are in its notebook folder.</source>
        <translation>它的笔记本文件夹里没有您自己的文件。</translation>
    </message>
    <message>
        <source>1 file you made goes with it, %1:</source>
        <translation>您有 1 个文件会一起删除，共 %1：</translation>
    </message>
    <message>
        <source>%1 files you made go with it, %2:</source>
        <translation>您有 %1 个文件会一起删除，共 %2：</translation>
    </message>
    <message>
        <source>There are more; they are too many to list, and will not be copied.</source>
        <translation>还有更多文件，数量太多无法列出，也不会被复制。</translation>
    </message>
    <message>
        <source>Some folders could not be looked into.</source>
        <translation>有些文件夹无法查看。</translation>
    </message>
    <message>
        <source>Symbolic links are neither followed nor copied.</source>
        <translation>符号链接不会被跟随，也不会被复制。</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>还有 %1 个</translation>
    </message>
    <message>
        <source>Where to copy them</source>
        <translation>复制到哪里</translation>
    </message>
    <message>
        <source>Copy here</source>
        <translation>复制到这里</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>They were not all copied: %1 %2</source>
        <translation>没有全部复制完：%1 %2</translation>
    </message>
    <message>
        <source>%1 files are on this computer now, in %2.</source>
        <translation>%1 个文件已在这台电脑上：%2。</translation>
    </message>
</context>
<context>
    <name>fl::TextDialog</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>fl::UpdateButton</name>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>The software comes from the system, which keeps it up to date itself.</source>
        <translation>软件来自系统自带的软件包，由系统负责更新。</translation>
    </message>
    <message>
        <source>To the newest versions…</source>
        <translation>更新到最新版本…</translation>
    </message>
    <message>
        <source>Back to the versions before…</source>
        <translation>回到之前的版本…</translation>
    </message>
</context>
<context>
    <name>fl::Upkeep</name>
    <message>
        <source>Forget the passwords?</source>
        <translation>清除保存的密码？</translation>
    </message>
    <message>
        <source>The locked file is deleted. Each password is asked for again when it is needed.</source>
        <translation>加密文件会被删除。以后用到每个密码时会重新询问。</translation>
    </message>
    <message>
        <source>Forget them</source>
        <translation>清除</translation>
    </message>
</context>
<context>
    <name>fl::VaultDialog</name>
    <message>
        <source>Keep passwords in a locked file</source>
        <translation>把密码保存在加密文件中</translation>
    </message>
    <message>
        <source>This computer has no key ring. A passphrase locks the file: it is asked for once each time you start Firstlight, and stored nowhere. If you forget it, the passwords in the file are lost.</source>
        <translation>本机没有密钥环。文件用口令加密：每次启动 Firstlight 时询问一次，口令不会存到任何地方。如果忘记口令，文件里的密码就无法找回。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>The same passphrase once more</source>
        <translation>再输入一次口令</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>They are not the same yet.</source>
        <translation>两次输入还不一致。</translation>
    </message>
</context>
<context>
    <name>fl::WherePage</name>
    <message>
        <source>Free</source>
        <translation>免费</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>by the hour, shown before you decide</source>
        <translation>按小时计费，确认前会显示价格</translation>
    </message>
    <message>
        <source>none</source>
        <translation>免费</translation>
    </message>
    <message>
        <source>Ready in</source>
        <translation>就绪时间</translation>
    </message>
    <message>
        <source>You need</source>
        <translation>您需要</translation>
    </message>
    <message>
        <source>Where should your notebook run?</source>
        <translation>笔记本要在哪里运行？</translation>
    </message>
    <message>
        <source>You can change your mind later: nothing is created before the Review page.</source>
        <translation>之后还可以改主意：在“确认”页之前不会创建任何东西。</translation>
    </message>
    <message>
        <source>Looking at what this computer can do…</source>
        <translation>正在检查本机能做什么…</translation>
    </message>
    <message>
        <source>Choose one of the ways first.</source>
        <translation>请先选择一种方式。</translation>
    </message>
    <message>
        <source>Say how to reach it</source>
        <translation>填写连接方式</translation>
    </message>
    <message>
        <source>%1, %2 GB</source>
        <translation>%1，%2 GB</translation>
    </message>
    <message>
        <source>price unknown</source>
        <translation>价格未知</translation>
    </message>
    <message>
        <source>free</source>
        <translation>免费</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1，另加%2</translation>
    </message>
    <message>
        <source>Closed in %1</source>
        <translation>已于 %1 年关闭</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>查看 %1</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限制</translation>
    </message>
    <message>
        <source>Firstlight writes a notebook that proves itself there. It does not sign in for you.</source>
        <translation>Firstlight 会写出一份能在那里自我证明的笔记本。它不会替您登录。</translation>
    </message>
    <message>
        <source>Make the notebook</source>
        <translation>制作笔记本</translation>
    </message>
    <message>
        <source>Open its page</source>
        <translation>打开它的网页</translation>
    </message>
    <message>
        <source>Price as of %1, without tax: %2</source>
        <translation>价格截至 %1，不含税：%2</translation>
    </message>
    <message>
        <source>Help me choose</source>
        <translation>帮我选择</translation>
    </message>
    <message>
        <source>Without setting anything up</source>
        <translation>无需任何设置</translation>
    </message>
    <message>
        <source>A notebook in the browser, on a computer that somebody else looks after.</source>
        <translation>浏览器里的笔记本，运行在别人维护的计算机上。</translation>
    </message>
    <message>
        <source>A rented machine</source>
        <translation>租用的机器</translation>
    </message>
    <message>
        <source>A computer with a GPU in a data centre, paid by the hour.</source>
        <translation>数据中心里带 GPU 的计算机，按小时付费。</translation>
    </message>
    <message>
        <source>The button opens its own page. What Firstlight sets up by itself stands above.</source>
        <translation>按钮会打开它自己的网页。Firstlight 能自行设置的选项在上方。</translation>
    </message>
    <message>
        <source>%1, over three years</source>
        <translation>%1，按三年分摊</translation>
    </message>
    <message>
        <source>of this month</source>
        <translation>本月数据</translation>
    </message>
    <message>
        <source>one month old</source>
        <translation>一个月前</translation>
    </message>
    <message>
        <source>%1 months old</source>
        <translation>%1 个月前</translation>
    </message>
    <message>
        <source>%1 years old</source>
        <translation>%1 年前</translation>
    </message>
    <message>
        <source>as of %1 (%2), without tax</source>
        <translation>截至 %1（%2），不含税</translation>
    </message>
    <message>
        <source>Open a folder with %1…</source>
        <translation>打开含有 %1 的文件夹…</translation>
    </message>
    <message>
        <source>Firstlight makes the list for your money, with dated prices and what renting would cost. It sells nothing.</source>
        <translation>Firstlight 按您的预算列出清单，附带注明日期的价格和租用所需的费用。它不销售任何东西。</translation>
    </message>
    <message>
        <source>Make a shopping list</source>
        <translation>制作购物清单</translation>
    </message>
    <message>
        <source>Firstlight sets it up for you: the way of “%1” above, with this image chosen.</source>
        <translation>Firstlight 会为您设置：即上方的“%1”，并已选好此镜像。</translation>
    </message>
    <message>
        <source>Set it up</source>
        <translation>开始设置</translation>
    </message>
    <message>
        <source>A computer of your own</source>
        <translation>自己的计算机</translation>
    </message>
    <message>
        <source>It is yours, and computes as long as you like.</source>
        <translation>它归您所有，想算多久就算多久。</translation>
    </message>
    <message>
        <source>Where the price is from</source>
        <translation>价格来源</translation>
    </message>
    <message>
        <source>Chosen for your project: %1.</source>
        <translation>已为您的项目选好：%1。</translation>
    </message>
    <message>
        <source>It had a GPU with %1 GB. Say where it shall run now; “Help me choose” knows what it needs.</source>
        <translation>它原来用的 GPU 有 %1 GB 显存。现在请选择在哪里运行；“帮我选择”知道它的需求。</translation>
    </message>
    <message>
        <source>Say where it shall run now.</source>
        <translation>现在请选择在哪里运行。</translation>
    </message>
    <message>
        <source>Say which account</source>
        <translation>选择账号</translation>
    </message>
    <message>
        <source>Name the machine</source>
        <translation>给机器命名</translation>
    </message>
</context>
<context>
    <name>fl::WizardFrame</name>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
</context>
<context>
    <name>fl::cli</name>
    <message>
        <source>%1 wants NAME=VALUE, not &quot;%2&quot;</source>
        <translation>%1 需要“名称=值”的形式，而不是“%2”</translation>
    </message>
    <message>
        <source>--secret wants %1=@FILE, or %1=- to read it from standard input</source>
        <translation>--secret 需要 %1=@文件，或用 %1=- 从标准输入读取</translation>
    </message>
    <message>
        <source>%1 wants a machine&apos;s name or id</source>
        <translation>%1 需要机器的名称或编号</translation>
    </message>
    <message>
        <source>%1 wants either --where PLACE or --plan FILE</source>
        <translation>%1 需要 --where 位置 或 --plan 文件 其中之一</translation>
    </message>
    <message>
        <source>there is no command &quot;%1&quot; in this version</source>
        <translation>这个版本没有“%1”命令</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is one word too many</source>
        <translation>“%1”是多余的</translation>
    </message>
    <message>
        <source>%1 has no option %2</source>
        <translation>%1 没有选项 %2</translation>
    </message>
    <message>
        <source>%1 wants a value</source>
        <translation>%1 需要一个值</translation>
    </message>
    <message>
        <source>%1 takes no value</source>
        <translation>%1 不带值</translation>
    </message>
    <message>
        <source>The end of the log:</source>
        <translation>日志末尾：</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>它是空的</translation>
    </message>
    <message>
        <source>it is too large</source>
        <translation>它太大</translation>
    </message>
    <message>
        <source>there is no secret named %1</source>
        <translation>没有名为 %1 的机密项</translation>
    </message>
    <message>
        <source>only one secret can come from standard input</source>
        <translation>只能有一个机密项来自标准输入</translation>
    </message>
    <message>
        <source>standard input</source>
        <translation>标准输入</translation>
    </message>
    <message>
        <source>%1  %2  %3 CPUs  %4 GB memory  %5</source>
        <translation>%1  %2  %3 个 CPU  %4 GB 内存  %5</translation>
    </message>
    <message>
        <source>no GPU</source>
        <translation>没有 GPU</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>Nothing is left over.</source>
        <translation>没有遗留任何东西。</translation>
    </message>
    <message>
        <source>Firstlight</source>
        <translation>Firstlight</translation>
    </message>
    <message>
        <source>its folder</source>
        <translation>它的文件夹</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>can be used</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>key ring</source>
        <translation>密钥环</translation>
    </message>
    <message>
        <source>passwords can be kept</source>
        <translation>可以保存密码</translation>
    </message>
    <message>
        <source>unfinished; firstlight-cli resume %1</source>
        <translation>未完成；firstlight-cli resume %1</translation>
    </message>
    <message>
        <source>still there: %1 %2 (%3)</source>
        <translation>仍然存在：%1 %2（%3）</translation>
    </message>
    <message>
        <source>%1 things are still there</source>
        <translation>还有 %1 项没有清除</translation>
    </message>
    <message>
        <source>%1 is gone, with everything that belonged to it.</source>
        <translation>%1 及其所有内容都已清除。</translation>
    </message>
    <message>
        <source>What was added to %1 is gone; it is as it was before.</source>
        <translation>添加到 %1 的内容已清除，恢复到原来的样子。</translation>
    </message>
    <message>
        <source>No machines yet. The first one: firstlight-cli setup --where practice</source>
        <translation>还没有机器。安装第一台：firstlight-cli setup --where practice</translation>
    </message>
    <message>
        <source>notebook: %1</source>
        <translation>笔记本：%1</translation>
    </message>
    <message>
        <source>GPU: %1</source>
        <translation>GPU：%1</translation>
    </message>
    <message>
        <source>%1 is stopped. What is on its disk stays.</source>
        <translation>%1 已停止，磁盘上的内容都保留。</translation>
    </message>
    <message>
        <source>%1 runs again.</source>
        <translation>%1 重新运行了。</translation>
    </message>
    <message>
        <source>%1 was restarted, and its notebook runs.</source>
        <translation>%1 已重启，笔记本正在运行。</translation>
    </message>
    <message>
        <source>The notebook is at</source>
        <translation>笔记本地址</translation>
    </message>
    <message>
        <source>Its password: firstlight-cli password %1. Ctrl-C closes the way to it; the notebook goes on.</source>
        <translation>查看密码：firstlight-cli password %1。按 Ctrl-C 关闭通道，笔记本会继续运行。</translation>
    </message>
    <message>
        <source>The notebook has the new password.</source>
        <translation>笔记本已换成新密码。</translation>
    </message>
    <message>
        <source>the notebook&apos;s password is not kept on this computer; firstlight-cli password %1 --new makes another one</source>
        <translation>本机没有保存笔记本的密码；用 firstlight-cli password %1 --new 换一个新的</translation>
    </message>
    <message>
        <source>add --yes to set up without being asked</source>
        <translation>加上 --yes 可以不经询问直接安装</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1：%2，%3</translation>
    </message>
    <message>
        <source>In all %1.</source>
        <translation>总共%1。</translation>
    </message>
    <message>
        <source>%1 is verified on the CPU; no NVIDIA GPU on this machine.</source>
        <translation>%1 已在 CPU 上验证；这台机器没有 NVIDIA GPU。</translation>
    </message>
    <message>
        <source>%1 is verified on its GPU: %2.</source>
        <translation>%1 已在 GPU 上验证：%2。</translation>
    </message>
    <message>
        <source>Nothing had to be changed.</source>
        <translation>没有需要改动的地方。</translation>
    </message>
    <message>
        <source>Steps that changed something: %1, in %2.</source>
        <translation>有改动的步骤：%1 个，用时%2。</translation>
    </message>
    <message>
        <source>Password of the notebook: %1</source>
        <translation>笔记本的密码：%1</translation>
    </message>
    <message>
        <source>Next: firstlight-cli open %1</source>
        <translation>下一步：firstlight-cli open %1</translation>
    </message>
    <message>
        <source>Nothing is unfinished.</source>
        <translation>没有未完成的安装。</translation>
    </message>
    <message>
        <source>%1 (%2 module)</source>
        <translation>%1（%2 模块）</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>the one of Windows</source>
        <translation>Windows 的驱动</translation>
    </message>
    <message>
        <source>%1, stays as it is</source>
        <translation>%1，保持不变</translation>
    </message>
    <message>
        <source>%1, in place of the present one</source>
        <translation>%1，替换现有的驱动</translation>
    </message>
    <message>
        <source>Driver:     %1</source>
        <translation>驱动：     %1</translation>
    </message>
    <message>
        <source>Framework:  %1, Python %2, from %3</source>
        <translation>框架：     %1，Python %2，来自 %3</translation>
    </message>
    <message>
        <source>CUDA:       %1</source>
        <translation>CUDA：      %1</translation>
    </message>
    <message>
        <source>cuDNN:      %1</source>
        <translation>cuDNN：     %1</translation>
    </message>
    <message>
        <source>Why:</source>
        <translation>原因：</translation>
    </message>
    <message>
        <source>resolve wants --gpu NAME (or none), --os ID-VERSION and --framework NAME</source>
        <translation>resolve 需要 --gpu NAME（或 none）、--os ID-VERSION 和 --framework NAME</translation>
    </message>
    <message>
        <source>%1 wants a folder of this computer</source>
        <translation>%1 后面要写这台电脑上的一个文件夹</translation>
    </message>
    <message>
        <source>%1 wants --new or --delete, not both</source>
        <translation>%1 只能带 --new 或 --delete 中的一个</translation>
    </message>
    <message>
        <source>1 file you made, %1</source>
        <translation>您有 1 个文件，共 %1</translation>
    </message>
    <message>
        <source>%1 files you made, %2</source>
        <translation>您有 %1 个文件，共 %2</translation>
    </message>
    <message>
        <source>There are more; they are too many to list, and will not be copied.</source>
        <translation>还有更多文件，数量太多无法列出，也不会被复制。</translation>
    </message>
    <message>
        <source>Some folders could not be looked into.</source>
        <translation>有些文件夹无法查看。</translation>
    </message>
    <message>
        <source>Symbolic links are neither followed nor copied (%1).</source>
        <translation>符号链接（%1 个）不会被跟随，也不会被复制。</translation>
    </message>
    <message>
        <source>There are no files of yours in the notebook folder.</source>
        <translation>笔记本文件夹里没有您自己的文件。</translation>
    </message>
    <message>
        <source>To copy them here: %1</source>
        <translation>要复制到这台电脑：%1</translation>
    </message>
    <message>
        <source>Whether files of yours are on %1 could not be looked up: %2</source>
        <translation>无法查看 %1 上有没有您的文件：%2</translation>
    </message>
    <message>
        <source>  and %1 more</source>
        <translation>  还有 %1 个</translation>
    </message>
    <message>
        <source>They go with the machine. To copy them here first: %1</source>
        <translation>删除机器时它们会一起删除。想先复制到这台电脑：%1</translation>
    </message>
    <message>
        <source>Files copied to %1: %2 (%3). There already: %4.</source>
        <translation>已复制到 %1：%2 个文件（%3）。原已有：%4 个。</translation>
    </message>
    <message>
        <source>There are more on the machine than could be listed; those were not copied.</source>
        <translation>机器上的文件太多，没有全部列出；未列出的没有复制。</translation>
    </message>
    <message>
        <source>The report is in %1. Read it before you hand it on.</source>
        <translation>报告保存在 %1。交给别人之前请先看一遍。</translation>
    </message>
    <message>
        <source>passwords are kept in a file locked by your passphrase</source>
        <translation>密码保存在由您的口令加密的文件里</translation>
    </message>
    <message>
        <source>firstlight-cli vault --new makes a locked file for them.</source>
        <translation>firstlight-cli vault --new 会建立一个加密文件来保存密码。</translation>
    </message>
    <message>
        <source>made on another computer</source>
        <translation>在另一台电脑上创建</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>It is not kept on this computer: write it down. It is not shown again.</source>
        <translation>本机没有保存它，请记下来，之后不再显示。</translation>
    </message>
    <message>
        <source>  Forgotten, it costs %1.</source>
        <translation>  忘记关机的话，费用为 %1。</translation>
    </message>
    <message>
        <source>The notebook&apos;s password is kept on this computer: firstlight-cli password %1</source>
        <translation>笔记本的密码已保存在本机：firstlight-cli password %1</translation>
    </message>
    <message>
        <source>It is also kept on this computer.</source>
        <translation>也已保存在本机。</translation>
    </message>
    <message>
        <source>They are not the same.</source>
        <translation>两次输入不一致。</translation>
    </message>
    <message>
        <source>the two passphrases were not the same</source>
        <translation>两次输入的口令不一致</translation>
    </message>
    <message>
        <source>there is a locked file already; firstlight-cli vault --delete takes it away</source>
        <translation>已经有一个密码文件；firstlight-cli vault --delete 可以删除它</translation>
    </message>
    <message>
        <source>From now on passwords are kept in a file locked by this passphrase. It is stored nowhere: do not forget it.</source>
        <translation>从现在起，密码保存在由此口令加密的文件里。口令不会存到任何地方，请不要忘记。</translation>
    </message>
    <message>
        <source>The file with your passwords is deleted.</source>
        <translation>密码文件已删除。</translation>
    </message>
    <message>
        <source>Passwords are kept in this computer&apos;s key ring.</source>
        <translation>密码保存在本机的密钥环里。</translation>
    </message>
    <message>
        <source>Passwords are kept in a file locked by your passphrase.</source>
        <translation>密码保存在由您的口令加密的文件里。</translation>
    </message>
    <message>
        <source>Passwords are not kept: each is asked for when it is needed. firstlight-cli vault --new makes a locked file for them.</source>
        <translation>不保存密码：用到时逐个询问。firstlight-cli vault --new 会建立一个加密文件来保存它们。</translation>
    </message>
    <message>
        <source>%1 is verified on the CPU; its NVIDIA GPU is not used.</source>
        <translation>%1 已在处理器上通过验证；没有使用它的 NVIDIA GPU。</translation>
    </message>
    <message>
        <source>This machine has no NVIDIA GPU; everything computes on its processor.</source>
        <translation>这台机器没有 NVIDIA GPU，一切都在处理器上计算。</translation>
    </message>
    <message>
        <source>The GPU computes.</source>
        <translation>GPU 能正常计算。</translation>
    </message>
    <message>
        <source>To repair it: firstlight-cli doctor %1 --repair</source>
        <translation>修复方法：firstlight-cli doctor %1 --repair</translation>
    </message>
    <message>
        <source>--watch wants milliseconds, 100 to 3600000</source>
        <translation>--watch 需要一个毫秒数，100 到 3600000</translation>
    </message>
    <message>
        <source>GPU %1: %2</source>
        <translation>GPU %1：%2</translation>
    </message>
    <message>
        <source>computing on it: %1</source>
        <translation>正在上面计算：%1</translation>
    </message>
    <message>
        <source>%1  processor %2 % busy</source>
        <translation>%1  处理器负载 %2%</translation>
    </message>
    <message>
        <source>%1 wants a number of US dollars, not &quot;%2&quot;</source>
        <translation>%1 需要一个美元数额，而不是“%2”</translation>
    </message>
    <message>
        <source>What this computer is worth for deep learning, by the guide&apos;s rule of 2018 and by today&apos;s:</source>
        <translation>按 2018 年指南和今天的标准，这台计算机对深度学习有多合适：</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>2018: %1</source>
        <translation>2018 年：%1</translation>
    </message>
    <message>
        <source>Today: %1</source>
        <translation>今天：%1</translation>
    </message>
    <message>
        <source>  Together: %1</source>
        <translation>  合计：%1</translation>
    </message>
    <message>
        <source>no framework was proven</source>
        <translation>没有验证任何框架</translation>
    </message>
    <message>
        <source>This is your word: Firstlight has not seen that computer.</source>
        <translation>这是您提供的结果：Firstlight 没有亲自看到那台计算机。</translation>
    </message>
    <message>
        <source>The notebook is in %1.</source>
        <translation>笔记本已保存在 %1。</translation>
    </message>
    <message>
        <source>1. Open %1 in your browser and sign in.</source>
        <translation>1. 在浏览器中打开 %1 并登录。</translation>
    </message>
    <message>
        <source>2. Choose &quot;Upload&quot; there and drag the file into the window.</source>
        <translation>2. 在那里选择“上传”，并把文件拖进窗口。</translation>
    </message>
    <message>
        <source>Then choose &quot;Run all&quot; in its menu. The last cell shows a code; bring it back with: firstlight-cli hosted %1 --code CODE</source>
        <translation>然后在菜单中选择“全部运行”。最后一个单元格会显示一段代码，用以下命令带回来：firstlight-cli hosted %1 --code CODE</translation>
    </message>
    <message>
        <source>No result of a hosted notebook has been brought back yet.</source>
        <translation>还没有带回过托管笔记本的结果。</translation>
    </message>
    <message>
        <source>no notebook can be written for &quot;%1&quot; (but for: %2)</source>
        <translation>不能为“%1”写出笔记本（可以的有：%2）</translation>
    </message>
    <message>
        <source>--hours-per-week wants a whole number, 1 to 168</source>
        <translation>--hours-per-week 需要 1 到 168 的整数</translation>
    </message>
    <message>
        <source>%1 wants --budget DOLLARS with it</source>
        <translation>%1 需要与 --budget DOLLARS 一起使用</translation>
    </message>
    <message>
        <source>Rented instead, for %1 hours a week:</source>
        <translation>改为租用，每周 %1 小时：</translation>
    </message>
    <message>
        <source>  %1, %2 with %3 GB: %4 (%5); buying pays off after %6</source>
        <translation>  %1，%2，%3 GB：%4（%5）；购买 %6 后回本</translation>
    </message>
    <message>
        <source>  nobody whose price is known rents a GPU with as much memory</source>
        <translation>  已知价格的服务商都不出租同样显存的 GPU</translation>
    </message>
    <message>
        <source>The sheet is in %1.</source>
        <translation>清单保存在 %1。</translation>
    </message>
    <message>
        <source>no project of &quot;%1&quot; can be read (but of: %2)</source>
        <translation>无法读取“%1”的项目（可读取：%2）</translation>
    </message>
    <message>
        <source>To set it up: %1</source>
        <translation>设置命令：%1</translation>
    </message>
    <message>
        <source>The practice machine has no GPU: for one with %1 GB or more, put another place behind --where.</source>
        <translation>练习机没有 GPU：若需要 %1 GB 或更多显存的 GPU，请在 --where 后换成别的地方。</translation>
    </message>
    <message>
        <source>It is not kept any more.</source>
        <translation>已不再保存。</translation>
    </message>
    <message>
        <source>--hours wants a number of hours, 0.01 to 24</source>
        <translation>--hours 需要一个小时数，0.01 到 24</translation>
    </message>
    <message>
        <source>%1 wants files or folders of this computer</source>
        <translation>%1 需要本机的文件或文件夹</translation>
    </message>
    <message>
        <source>hosted wants a name with one of --upload, --out FILE.ipynb, --code CODE, --sign-out, --folder FOLDER; or nothing at all</source>
        <translation>hosted 后面要么写一个名字加上 --upload、--out FILE.ipynb、--code CODE、--sign-out、--folder FOLDER 之一，要么什么都不写</translation>
    </message>
    <message>
        <source>%1 wants --hours or --stop, not both</source>
        <translation>%1 只能带 --hours 或 --stop 之一，不能两个都带</translation>
    </message>
    <message>
        <source>No login to %1 is kept for new machines any more. Machines that are there keep theirs until they are deleted.</source>
        <translation>不再为新机器保存 %1 的登录信息。现有机器会保留各自的登录信息，直到被删除。</translation>
    </message>
    <message>
        <source>There is nothing on its console yet; a minute after the start there is.</source>
        <translation>控制台上还没有内容；启动约一分钟后会有。</translation>
    </message>
    <message>
        <source>Another %1 is there already; the one that was copied is beside it as %2.</source>
        <translation>那里已有另一个 %1；复制来的放在旁边，名为 %2。</translation>
    </message>
    <message>
        <source>The other way: firstlight-cli hosted %1 --out FILE.ipynb</source>
        <translation>另一种方式：firstlight-cli hosted %1 --out FILE.ipynb</translation>
    </message>
    <message>
        <source>The notebook is at %1</source>
        <translation>笔记本在 %1</translation>
    </message>
    <message>
        <source>Choose &quot;Run all&quot; in its menu. The last cell shows a code; bring it back with: firstlight-cli hosted %1 --code CODE</source>
        <translation>请在菜单中选择“全部运行”。最后一个单元格会显示一段代码；用这条命令带回来：firstlight-cli hosted %1 --code CODE</translation>
    </message>
    <message>
        <source>You stay signed in. To end that: firstlight-cli hosted %1 --sign-out</source>
        <translation>您会保持登录。要退出：firstlight-cli hosted %1 --sign-out</translation>
    </message>
    <message>
        <source>The sign-in is not kept on this computer.</source>
        <translation>登录信息没有保存在本机上。</translation>
    </message>
    <message>
        <source>Nothing of the sign-in is kept on this computer any more.</source>
        <translation>本机上不再保存任何登录信息。</translation>
    </message>
    <message>
        <source>cost so far: at most %1</source>
        <translation>迄今费用：最多 %1</translation>
    </message>
    <message>
        <source>cost so far: not known</source>
        <translation>迄今费用：未知</translation>
    </message>
    <message>
        <source>Colab can no longer reach %1.</source>
        <translation>Colab 已不能再连接 %1。</translation>
    </message>
    <message>
        <source>This may stop working: Google has changed how Colab reaches other computers again and again. JupyterLab on the machine does the same without it: firstlight-cli open %1</source>
        <translation>这随时可能失效：谷歌一再改动 Colab 连接其他电脑的方式。这台机器上的 JupyterLab 不用它也能做到同样的事：firstlight-cli open %1</translation>
    </message>
    <message>
        <source>In Colab (https://colab.research.google.com): the arrow beside Connect, &quot;Connect to a local runtime&quot;, and this address:</source>
        <translation>在 Colab（https://colab.research.google.com）里：点“连接”旁边的箭头，选“连接到本地运行时”，再填这个地址：</translation>
    </message>
    <message>
        <source>Whoever has this address can run code on your machine. It ends by itself in %1; firstlight-cli colab %2 --stop ends it now. Ctrl-C closes the way to it.</source>
        <translation>拿到这个地址的人都能在你的机器上运行代码。它会在%1后自行结束；firstlight-cli colab %2 --stop 可以立即结束。按 Ctrl-C 关闭通道。</translation>
    </message>
    <message>
        <source>Firstlight brings you from nothing to a deep-learning notebook that is proven to work.

  firstlight-cli setup --where PLACE | --plan FILE   set a machine up, or continue it
                       [--open]                       and open its notebook
  firstlight-cli plan  --where PLACE | --plan FILE   show what setup would do; changes nothing
  firstlight-cli list                                 your machines
  firstlight-cli open ID                              open the notebook: prints the address, stays until Ctrl-C
  firstlight-cli colab ID [--hours N | --stop]        Google Colab&apos;s page on this machine&apos;s GPU, for a while; may stop working
  firstlight-cli password ID [--new]                  show the notebook&apos;s password, or make another one
  firstlight-cli status ID                            how it is right now, and what was proven when
  firstlight-cli probe ID [--watch MS]                the GPU as it really is, measured; or live, every so many milliseconds
  firstlight-cli verify ID                            prove again that it works
  firstlight-cli resume [ID]                          continue what is unfinished
  firstlight-cli update ID [--back]                   newer versions of Jupyter and the frameworks, or those before
  firstlight-cli stop ID | start ID | reboot ID
  firstlight-cli guard ID [HOURS|off]                 after how long without work the machine stops itself
  firstlight-cli files ID                             what you made there: notebooks and files, with their sizes
  firstlight-cli fetch ID FOLDER                      copy them here; goes on where it was cut off
  firstlight-cli send ID PATH... [--to FOLDER]        copy files and folders of this computer there, likewise
  firstlight-cli destroy ID                           delete the machine; on a computer of yours: what was added
  firstlight-cli undo ID                              take an unfinished setup back
  firstlight-cli offers PLACE                         what can be had there
  firstlight-cli whoami PLACE | regions PLACE         whose login it is, and where it can have machines, the nearest first
  firstlight-cli policy PLACE                         what the login must be allowed to do, to hand to an administrator
  firstlight-cli logout PLACE                         forget the login that is kept for it
  firstlight-cli letin ID                             let this computer in again when its address changed
  firstlight-cli console ID                           what the machine wrote while it started
  firstlight-cli advice                               what this computer is worth for deep learning
  firstlight-cli advice --budget DOLLARS [--hours-per-week H] [--pdf FILE]
                                                      what to buy for that money, and when it pays off against renting
  firstlight-cli hosted NAME --upload | --out FILE    a ready notebook for a hosted one, like colab: put there or saved
  firstlight-cli hosted NAME --sign-out               forget the sign-in that --upload keeps
  firstlight-cli hosted [NAME --code CODE]            keep the code that it showed at its end (--delete: forget it); or list those kept
  firstlight-cli hosted floydhub --folder FOLDER      what becomes of a FloydHub project, change by change
  firstlight-cli leftovers [--delete]                 machines of ours that are in no list
  firstlight-cli doctor                               what works on this computer
  firstlight-cli doctor ID [--repair]                 why no GPU: what is between it and your code; mends it
  firstlight-cli doctor --bundle [FILE]               a report for whoever helps you: shows it, or saves it
  firstlight-cli vault [--new | --delete]             where passwords are kept; a locked file for them where there is no key ring
  firstlight-cli resolve --gpu NAME --os ID-VERSION --framework NAME
                                                      which driver and versions go with it, and why (docs/matrix.md)

PLACE is practice (a free machine in a container here), ssh (a server you have) or here (this computer).
ID is a machine&apos;s name or id.

  --set KEY=VALUE       a setting, like ssh.host=gpu.example.org (docs/plan-file.md lists them)
  --secret NAME=@FILE   a secret from a file; NAME=- reads it from standard input
  --yes                 answer yes to what costs or deletes; never accepts a server&apos;s key
  --json                one JSON object a line on standard output
  --verbose             show the log of each step
  --version, --help
</source>
        <translation>Firstlight 带您从零开始，得到一个经过验证、确实能用的深度学习笔记本。

  firstlight-cli setup --where 位置 | --plan 文件     安装一台机器，或继续安装
                       [--open]                       完成后打开笔记本
  firstlight-cli plan  --where 位置 | --plan 文件     显示安装会做什么，不做任何改动
  firstlight-cli list                                 您的机器
  firstlight-cli open ID                              打开笔记本：显示地址，按 Ctrl-C 结束
  firstlight-cli colab ID [--hours N | --stop]        让谷歌 Colab 的页面暂时使用这台机器的 GPU；随时可能失效
  firstlight-cli password ID [--new]                  显示笔记本的密码，或换一个新的
  firstlight-cli status ID                            现在的状态，以及何时证明了什么
  firstlight-cli probe ID [--watch MS]                GPU 的真实情况，实际测量；或按给定的毫秒数实时显示
  firstlight-cli verify ID                            重新验证
  firstlight-cli resume [ID]                          继续未完成的安装
  firstlight-cli update ID [--back]                   把 Jupyter 和框架更新到新版本，或回到之前的版本
  firstlight-cli stop ID | start ID | reboot ID
  firstlight-cli guard ID [小时|off]                  空闲多久后机器自动停机
  firstlight-cli files ID                             您在机器上的笔记本和文件，以及它们的大小
  firstlight-cli fetch ID FOLDER                      把它们复制到这台电脑；中断后可以接着复制
  firstlight-cli send ID PATH... [--to FOLDER]        把本机的文件和文件夹复制过去，同样可以续传
  firstlight-cli destroy ID                           删除机器；在您自己的计算机上则只移除添加的内容
  firstlight-cli undo ID                              撤回未完成的安装
  firstlight-cli offers 位置                          那里有什么可选
  firstlight-cli whoami PLACE | regions PLACE         这是谁的登录，以及可以在哪些区域创建机器（由近到远）
  firstlight-cli policy PLACE                         登录所需的权限，可交给管理员
  firstlight-cli logout PLACE                         忘记为它保存的登录信息
  firstlight-cli letin ID                             地址改变后，重新放行这台电脑
  firstlight-cli console ID                           机器启动时输出的内容
  firstlight-cli advice                               这台计算机对深度学习有多合适
  firstlight-cli advice --budget DOLLARS [--hours-per-week H] [--pdf FILE]
                                                      这笔钱能买什么，以及与租用相比多久回本
  firstlight-cli hosted NAME --upload | --out FILE    为托管服务（如 colab）准备笔记本：直接放入账号，或保存下来
  firstlight-cli hosted NAME --sign-out               不再保存 --upload 的登录
  firstlight-cli hosted [NAME --code CODE]            保存其末尾显示的代码（--delete：不再保存）；或列出已保存的
  firstlight-cli hosted floydhub --folder FOLDER      逐项说明 FloydHub 项目会变成什么
  firstlight-cli leftovers [--delete]                 不在任何列表里的、由我们创建的机器
  firstlight-cli doctor                               检查本机的情况
  firstlight-cli doctor ID [--repair]                 为什么没有用上 GPU：逐环检查，并可修复
  firstlight-cli doctor --bundle [文件]               给协助者的报告：显示，或保存到文件
  firstlight-cli vault [--new | --delete]             密码保存在哪里；没有密钥环时可用加密文件保存
  firstlight-cli resolve --gpu 名称 --os ID-版本 --framework 名称
                                                      需要哪个驱动和哪些版本，以及原因（见 docs/matrix.md）

位置可以是 practice（本机容器里的免费练习机）、ssh（您已有的服务器）或 here（这台电脑）。
ID 是机器的名称或编号。

  --set KEY=VALUE       一项设置，例如 ssh.host=gpu.example.org（全部列在 docs/plan-file.md）
  --secret NAME=@FILE   从文件读取机密项；NAME=- 从标准输入读取
  --yes                 对花钱或删除的询问一律回答是；绝不会因此接受服务器密钥
  --json                在标准输出上每行一个 JSON 对象
  --verbose             显示每一步的日志
  --version, --help
</translation>
    </message>
    <message>
        <source>not proven yet: firstlight-cli verify %1</source>
        <translation>尚未证明：firstlight-cli verify %1</translation>
    </message>
    <message>
        <source>proven %1: %2</source>
        <translation>证明于 %1：%2</translation>
    </message>
    <message>
        <source>%1&apos;s own rule lets this computer&apos;s address of today in, and no other.</source>
        <translation>%1 自己的规则现在只放行这台电脑今天的地址。</translation>
    </message>
</context>
<context>
    <name>fl::cli::Output</name>
    <message>
        <source>Details:</source>
        <translation>详情：</translation>
    </message>
    <message>
        <source>Code: %1</source>
        <translation>代码：%1</translation>
    </message>
</context>
<context>
    <name>fl::cli::Progress</name>
    <message>
        <source>(already there)</source>
        <translation>（已经有了）</translation>
    </message>
    <message>
        <source>(stopped)</source>
        <translation>（已停止）</translation>
    </message>
    <message>
        <source>(%1 left in all)</source>
        <translation>（总共还需%1）</translation>
    </message>
</context>
<context>
    <name>fl::cli::TerminalAsker</name>
    <message>
        <source>That was not it.</source>
        <translation>不对。</translation>
    </message>
    <message>
        <source>[yes/No] </source>
        <translation>[yes/No，默认 No] </translation>
    </message>
    <message>
        <source>yes</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>y</source>
        <translation>y</translation>
    </message>
</context>
<context>
    <name>fl::text</name>
    <message>
        <source>there is no such key</source>
        <translation>没有这个键</translation>
    </message>
    <message>
        <source>this value cannot be used</source>
        <translation>这个值不能用</translation>
    </message>
    <message>
        <source>a value is missing</source>
        <translation>缺少值</translation>
    </message>
    <message>
        <source>it must say &quot;firstlight: 1&quot;</source>
        <translation>必须写明“firstlight: 1”</translation>
    </message>
    <message>
        <source>this version of plan files is not known</source>
        <translation>不认识这个版本的方案文件</translation>
    </message>
    <message>
        <source>it is larger than 1 MiB</source>
        <translation>文件超过 1 MiB</translation>
    </message>
    <message>
        <source>it is nested too deep</source>
        <translation>嵌套太深</translation>
    </message>
    <message>
        <source>anchors and aliases are not allowed</source>
        <translation>不允许使用锚点和别名</translation>
    </message>
    <message>
        <source>tags are not allowed</source>
        <translation>不允许使用标签</translation>
    </message>
    <message>
        <source>this key stands there twice</source>
        <translation>这个键出现了两次</translation>
    </message>
    <message>
        <source>it holds more than one document</source>
        <translation>里面有不止一份文档</translation>
    </message>
    <message>
        <source>a key with a value was expected</source>
        <translation>此处应为“键: 值”</translation>
    </message>
    <message>
        <source>a list within a list was not expected</source>
        <translation>列表里不应再有列表</translation>
    </message>
    <message>
        <source>it is not well-formed YAML</source>
        <translation>不是格式正确的 YAML</translation>
    </message>
    <message>
        <source>This cannot be understood: {what}.</source>
        <translation>无法理解：{what}。</translation>
    </message>
    <message>
        <source>This command cannot be understood.</source>
        <translation>无法理解这条命令。</translation>
    </message>
    <message>
        <source>There is no setting named {key} here.</source>
        <translation>这里没有名为 {key} 的设置。</translation>
    </message>
    <message>
        <source>{key} cannot be &quot;{value}&quot;. Possible: {allowed}.</source>
        <translation>{key} 不能是“{value}”，可以是：{allowed}。</translation>
    </message>
    <message>
        <source>What is entered for {key} cannot be used.</source>
        <translation>{key} 填写的内容不能用。</translation>
    </message>
    <message>
        <source>There is no machine named {machine}.</source>
        <translation>没有名为 {machine} 的机器。</translation>
    </message>
    <message>
        <source>This is not possible here: {reason}</source>
        <translation>这里做不到：{reason}</translation>
    </message>
    <message>
        <source>This is not possible here.</source>
        <translation>这里做不到。</translation>
    </message>
    <message>
        <source>No server was found under the name {host}.</source>
        <translation>找不到名为 {host} 的服务器。</translation>
    </message>
    <message>
        <source>{host} answers, but nothing listens at port {port}.</source>
        <translation>{host} 有响应，但端口 {port} 上没有服务。</translation>
    </message>
    <message>
        <source>{host} did not answer in time.</source>
        <translation>{host} 没有及时响应。</translation>
    </message>
    <message>
        <source>The other side did not answer in time.</source>
        <translation>对方没有及时响应。</translation>
    </message>
    <message>
        <source>The connection was lost and did not come back in time. What runs on the server goes on there.</source>
        <translation>连接断开，且没有及时恢复。服务器上正在运行的内容会继续。</translation>
    </message>
    <message>
        <source>Something listens at {host}, port {port}, but it does not speak SSH.</source>
        <translation>{host} 的端口 {port} 上有服务，但不是 SSH。</translation>
    </message>
    <message>
        <source>The SSH service at {host} answered in a way that cannot be understood.</source>
        <translation>{host} 的 SSH 服务给出了无法理解的回应。</translation>
    </message>
    <message>
        <source>{host} has not been seen before. Its key ({type}) has the fingerprint {fingerprint}.</source>
        <translation>第一次连接 {host}。它的密钥（{type}）指纹是 {fingerprint}。</translation>
    </message>
    <message>
        <source>{host} shows another key than before, now {fingerprint}. It may have been set up anew, or somebody is in between.</source>
        <translation>{host} 出示的密钥与以前不同，现在是 {fingerprint}。可能是重装过，也可能有人在中间冒充。</translation>
    </message>
    <message>
        <source>{host} did not let {user} in.</source>
        <translation>{host} 拒绝了用户 {user} 登录。</translation>
    </message>
    <message>
        <source>The key file {path} cannot be read.</source>
        <translation>无法读取密钥文件 {path}。</translation>
    </message>
    <message>
        <source>Others on this computer can read the key file {path}. A private key must be yours alone.</source>
        <translation>本机的其他用户也能读取密钥文件 {path}。私钥必须只有您自己能读。</translation>
    </message>
    <message>
        <source>The key {path} is locked with a passphrase, and none or a wrong one was given.</source>
        <translation>密钥 {path} 用口令锁着，没有给出口令或口令不对。</translation>
    </message>
    <message>
        <source>The way over the jump host {jump} did not work.</source>
        <translation>无法经跳板机 {jump} 连接。</translation>
    </message>
    <message>
        <source>The server does not allow tunnels (AllowTcpForwarding in its SSH settings).</source>
        <translation>服务器不允许建立隧道（SSH 设置中的 AllowTcpForwarding）。</translation>
    </message>
    <message>
        <source>The login on the server gives no usable shell.</source>
        <translation>登录服务器后没有可用的命令行。</translation>
    </message>
    <message>
        <source>The password for sudo was wrong three times.</source>
        <translation>sudo 密码输错了三次。</translation>
    </message>
    <message>
        <source>This account may not use sudo, which installing software needs.</source>
        <translation>这个账号不能使用 sudo，而安装软件需要它。</translation>
    </message>
    <message>
        <source>sudo on the server only works from a terminal (requiretty in its settings).</source>
        <translation>服务器上的 sudo 只能在终端里使用（设置了 requiretty）。</translation>
    </message>
    <message>
        <source>The server runs {system}, which cannot be set up yet.</source>
        <translation>服务器的系统是 {system}，目前还不支持。</translation>
    </message>
    <message>
        <source>The server&apos;s system cannot be set up yet.</source>
        <translation>服务器的系统目前还不支持。</translation>
    </message>
    <message>
        <source>There is too little space on the disk, at {path}.</source>
        <translation>磁盘空间不足，位置：{path}。</translation>
    </message>
    <message>
        <source>There is too little space on the disk.</source>
        <translation>磁盘空间不足。</translation>
    </message>
    <message>
        <source>The server cannot reach the internet.</source>
        <translation>服务器连不上互联网。</translation>
    </message>
    <message>
        <source>Another program ({holder}) is installing software on the server and did not finish in time.</source>
        <translation>服务器上另一个程序（{holder}）正在安装软件，没有及时结束。</translation>
    </message>
    <message>
        <source>Another program is installing software on the server and did not finish in time.</source>
        <translation>服务器上另一个程序正在安装软件，没有及时结束。</translation>
    </message>
    <message>
        <source>Software could not be fetched from where the server gets it.</source>
        <translation>无法从服务器的软件源下载软件。</translation>
    </message>
    <message>
        <source>The server&apos;s software is in a broken state that could not be repaired.</source>
        <translation>服务器上的软件包处于损坏状态，无法修复。</translation>
    </message>
    <message>
        <source>The file {path} could not be written on the server.</source>
        <translation>无法在服务器上写入文件 {path}。</translation>
    </message>
    <message>
        <source>{who} is setting up this server right now.</source>
        <translation>{who} 正在安装这台服务器。</translation>
    </message>
    <message>
        <source>This server is being set up by somebody else right now.</source>
        <translation>有人正在安装这台服务器。</translation>
    </message>
    <message>
        <source>The step &quot;{step}&quot; did not work.</source>
        <translation>步骤“{step}”没有成功。</translation>
    </message>
    <message>
        <source>A step did not work.</source>
        <translation>有一个步骤没有成功。</translation>
    </message>
    <message>
        <source>The step &quot;{step}&quot; was broken off on the server.</source>
        <translation>步骤“{step}”在服务器上中断了。</translation>
    </message>
    <message>
        <source>A step was broken off on the server.</source>
        <translation>有一个步骤在服务器上中断了。</translation>
    </message>
    <message>
        <source>The step &quot;{step}&quot; took far too long and was stopped.</source>
        <translation>步骤“{step}”用时过长，已停止。</translation>
    </message>
    <message>
        <source>A step took far too long and was stopped.</source>
        <translation>有一个步骤用时过长，已停止。</translation>
    </message>
    <message>
        <source>Another program on the server already uses port {port}.</source>
        <translation>服务器上已有程序占用端口 {port}。</translation>
    </message>
    <message>
        <source>Jupyter is not running on {machine}.</source>
        <translation>{machine} 上的 Jupyter 没有运行。</translation>
    </message>
    <message>
        <source>Jupyter is not running.</source>
        <translation>Jupyter 没有运行。</translation>
    </message>
    <message>
        <source>Everything is installed, but the test in the notebook did not pass.</source>
        <translation>都装好了，但笔记本里的测试没有通过。</translation>
    </message>
    <message>
        <source>The server was restarted and has not come back.</source>
        <translation>服务器重启后没有恢复。</translation>
    </message>
    <message>
        <source>This machine has no NVIDIA GPU.</source>
        <translation>这台机器没有 NVIDIA GPU。</translation>
    </message>
    <message>
        <source>There is an NVIDIA GPU, but its driver is not loaded.</source>
        <translation>有 NVIDIA GPU，但驱动没有加载。</translation>
    </message>
    <message>
        <source>The NVIDIA driver is loaded, but its device files are missing.</source>
        <translation>NVIDIA 驱动已加载，但缺少设备文件。</translation>
    </message>
    <message>
        <source>The NVIDIA driver and its libraries have different versions; a restart of the server mends that.</source>
        <translation>NVIDIA 驱动和它的库版本不一致，重启服务器即可解决。</translation>
    </message>
    <message>
        <source>This account may not use the GPU.</source>
        <translation>这个账号不能使用 GPU。</translation>
    </message>
    <message>
        <source>The GPU reported a fault of its own.</source>
        <translation>GPU 报告自身出现故障。</translation>
    </message>
    <message>
        <source>The GPU is not visible in this Linux within Windows.</source>
        <translation>在这个 Windows 里的 Linux（WSL）中看不到 GPU。</translation>
    </message>
    <message>
        <source>The GPU is hidden by a setting (CUDA_VISIBLE_DEVICES).</source>
        <translation>GPU 被一项设置隐藏了（CUDA_VISIBLE_DEVICES）。</translation>
    </message>
    <message>
        <source>The service that links the GPUs (Fabric Manager) does not run.</source>
        <translation>连接多块 GPU 的服务（Fabric Manager）没有运行。</translation>
    </message>
    <message>
        <source>Another program uses the GPU and lets nobody else in.</source>
        <translation>另一个程序独占了 GPU。</translation>
    </message>
    <message>
        <source>The memory of the GPU is full.</source>
        <translation>显存已满。</translation>
    </message>
    <message>
        <source>The GPU does not answer any more.</source>
        <translation>GPU 不再响应。</translation>
    </message>
    <message>
        <source>The GPU calculated a wrong result.</source>
        <translation>GPU 的计算结果有误。</translation>
    </message>
    <message>
        <source>The GPU did not finish its test in time.</source>
        <translation>GPU 没有及时完成测试。</translation>
    </message>
    <message>
        <source>The test on the GPU did not work.</source>
        <translation>GPU 测试没有成功。</translation>
    </message>
    <message>
        <source>What the GPU test answered cannot be understood.</source>
        <translation>无法理解 GPU 测试的输出。</translation>
    </message>
    <message>
        <source>This GPU is not known to Firstlight.</source>
        <translation>Firstlight 不认识这块 GPU。</translation>
    </message>
    <message>
        <source>The GPUs in this machine need different drivers, and there can be only one.</source>
        <translation>这台机器里的几块 GPU 需要不同的驱动，而驱动只能装一个。</translation>
    </message>
    <message>
        <source>There is no driver for this GPU on this system.</source>
        <translation>这个系统上没有适合这块 GPU 的驱动。</translation>
    </message>
    <message>
        <source>Secure Boot does not let the driver load.</source>
        <translation>安全启动（Secure Boot）不允许加载驱动。</translation>
    </message>
    <message>
        <source>The system&apos;s kernel is too new for the driver that this GPU needs.</source>
        <translation>系统内核太新，不支持这块 GPU 所需的驱动。</translation>
    </message>
    <message>
        <source>There is no Python on this system that the software works with.</source>
        <translation>这个系统上没有适用的 Python。</translation>
    </message>
    <message>
        <source>The table of GPUs and software versions has a mistake.</source>
        <translation>GPU 与软件版本对照表有误。</translation>
    </message>
    <message>
        <source>Another program on this computer already uses port {port}.</source>
        <translation>本机已有程序占用端口 {port}。</translation>
    </message>
    <message>
        <source>What answers on the server is not the Jupyter that was set up: it shows another certificate.</source>
        <translation>服务器上响应的不是当初安装的 Jupyter：它出示了另一份证书。</translation>
    </message>
    <message>
        <source>Another Firstlight is at work (process {pid} on {host}, since {since}).</source>
        <translation>另一个 Firstlight 正在工作（{host} 上的进程 {pid}，自 {since} 起）。</translation>
    </message>
    <message>
        <source>Another Firstlight is at work.</source>
        <translation>另一个 Firstlight 正在工作。</translation>
    </message>
    <message>
        <source>The list of your machines was written by a newer version of Firstlight. It can be read, not changed.</source>
        <translation>机器列表由更新版本的 Firstlight 写入，只能读取，不能修改。</translation>
    </message>
    <message>
        <source>The list of your machines was damaged. It was set aside as {copy}; {machines} machines could be read from it.</source>
        <translation>机器列表已损坏，原文件另存为 {copy}，从中恢复了 {machines} 台机器。</translation>
    </message>
    <message>
        <source>The list of your machines is damaged.</source>
        <translation>机器列表已损坏。</translation>
    </message>
    <message>
        <source>{path} cannot be used: {reason}.</source>
        <translation>{path} 不能用：{reason}。</translation>
    </message>
    <message>
        <source>{path} cannot be used.</source>
        <translation>{path} 不能用。</translation>
    </message>
    <message>
        <source>The disk of this computer is full, at {path}.</source>
        <translation>本机磁盘已满，位置：{path}。</translation>
    </message>
    <message>
        <source>The command {command} on this computer did not work.</source>
        <translation>本机的命令 {command} 没有成功。</translation>
    </message>
    <message>
        <source>A command on this computer did not work.</source>
        <translation>本机的一条命令没有成功。</translation>
    </message>
    <message>
        <source>{tool} is not installed on this computer.</source>
        <translation>本机没有安装 {tool}。</translation>
    </message>
    <message>
        <source>The key ring of this computer cannot be used, so passwords are not kept.</source>
        <translation>本机的密钥环不可用，因此不保存密码。</translation>
    </message>
    <message>
        <source>A secret is needed and was not given: {name}.</source>
        <translation>需要但没有提供机密项：{name}。</translation>
    </message>
    <message>
        <source>A question needs your answer, and nobody is there to give it: {what}</source>
        <translation>有一个问题需要您回答，但没有人在：{what}</translation>
    </message>
    <message>
        <source>A question needs your answer, and nobody is there to give it.</source>
        <translation>有一个问题需要您回答，但没有人在。</translation>
    </message>
    <message>
        <source>The provider refused.</source>
        <translation>服务商拒绝了请求。</translation>
    </message>
    <message>
        <source>The provider does not know the machine {machine} any more. It was not deleted by Firstlight.</source>
        <translation>服务商那里已经没有机器 {machine}。它不是由 Firstlight 删除的。</translation>
    </message>
    <message>
        <source>It was stopped, as you wished.</source>
        <translation>已按您的要求停止。</translation>
    </message>
    <message>
        <source>Something happened that must not happen.</source>
        <translation>发生了不该发生的情况。</translation>
    </message>
    <message>
        <source>Try once more.</source>
        <translation>请再试一次。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Continue when you are ready; what is done stays done.</source>
        <translation>准备好后请继续，已完成的部分会保留。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Change what you entered, then try again.</source>
        <translation>请修改填写的内容，然后重试。</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Check the address and the port for a typing mistake.</source>
        <translation>请检查地址和端口有没有写错。</translation>
    </message>
    <message>
        <source>Check the address</source>
        <translation>检查地址</translation>
    </message>
    <message>
        <source>Make sure the server is on and its SSH service runs, then try again.</source>
        <translation>请确认服务器已开机、SSH 服务在运行，然后重试。</translation>
    </message>
    <message>
        <source>Compare this fingerprint with the one shown on the server itself (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub). Accept it only if they are the same (on the command line: --set ssh.host_key=SHA256:…, for a jump host ssh.jump_host_key).</source>
        <translation>请与服务器本机显示的指纹核对（ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub）。只有完全一致才可接受（命令行：--set ssh.host_key=SHA256:…，跳板机用 ssh.jump_host_key）。</translation>
    </message>
    <message>
        <source>Compare the fingerprint</source>
        <translation>核对指纹</translation>
    </message>
    <message>
        <source>Do not connect. Ask whoever runs the server whether it was set up anew; somebody may also be in between.</source>
        <translation>请不要连接。先问服务器管理者是否重装过，也可能有人在中间冒充。</translation>
    </message>
    <message>
        <source>Stay away</source>
        <translation>不连接</translation>
    </message>
    <message>
        <source>Check the user name, and the key or password.</source>
        <translation>请检查用户名，以及密钥或密码。</translation>
    </message>
    <message>
        <source>Check the login</source>
        <translation>检查登录信息</translation>
    </message>
    <message>
        <source>Make the key readable for you alone.</source>
        <translation>请把密钥改成只有您自己能读。</translation>
    </message>
    <message>
        <source>Fix the key file</source>
        <translation>修正密钥文件</translation>
    </message>
    <message>
        <source>Enter the passphrase of the key.</source>
        <translation>请输入密钥的口令。</translation>
    </message>
    <message>
        <source>Enter the passphrase</source>
        <translation>输入口令</translation>
    </message>
    <message>
        <source>Enter the password that sudo asks for on the server; often it is your login password there.</source>
        <translation>请输入服务器上 sudo 要求的密码，通常就是您在那里的登录密码。</translation>
    </message>
    <message>
        <source>Enter the password</source>
        <translation>输入密码</translation>
    </message>
    <message>
        <source>Ask whoever runs the server to allow it.</source>
        <translation>请让服务器管理者开放权限。</translation>
    </message>
    <message>
        <source>Copy a request</source>
        <translation>复制请求内容</translation>
    </message>
    <message>
        <source>Free some disk space, then continue.</source>
        <translation>请腾出一些磁盘空间，然后继续。</translation>
    </message>
    <message>
        <source>Check the server&apos;s network. Where it reaches the internet through a proxy, enter the proxy; then continue.</source>
        <translation>请检查服务器的网络。如果它要通过代理上网，请填写代理，然后继续。</translation>
    </message>
    <message>
        <source>Enter a proxy</source>
        <translation>填写代理</translation>
    </message>
    <message>
        <source>Wait until that has ended, then continue.</source>
        <translation>请等它结束，然后继续。</translation>
    </message>
    <message>
        <source>Choose another port.</source>
        <translation>请换一个端口。</translation>
    </message>
    <message>
        <source>Choose another port</source>
        <translation>换一个端口</translation>
    </message>
    <message>
        <source>Choose another server</source>
        <translation>换一台服务器</translation>
    </message>
    <message>
        <source>The log says what happened. When the reason is gone, continue; what is done stays done.</source>
        <translation>日志里写着发生了什么。排除原因后请继续，已完成的部分会保留。</translation>
    </message>
    <message>
        <source>Show the log</source>
        <translation>显示日志</translation>
    </message>
    <message>
        <source>Let it be checked again.</source>
        <translation>请重新检查一次。</translation>
    </message>
    <message>
        <source>Verify again</source>
        <translation>重新验证</translation>
    </message>
    <message>
        <source>Install what is missing on this computer, then try again.</source>
        <translation>请在本机安装缺少的软件，然后重试。</translation>
    </message>
    <message>
        <source>Close the other one, or wait until it is done. Until then you can look at everything here.</source>
        <translation>请关闭另一个，或等它完成。在此之前，这里的内容都可以查看。</translation>
    </message>
    <message>
        <source>Install the newest version of Firstlight.</source>
        <translation>请安装最新版的 Firstlight。</translation>
    </message>
    <message>
        <source>The details say more about it.</source>
        <translation>详情里有更多说明。</translation>
    </message>
    <message>
        <source>Show the details</source>
        <translation>显示详情</translation>
    </message>
    <message>
        <source>This is our mistake. Please report it with the details below.</source>
        <translation>这是我们的错误，请连同下面的详情一起反馈。</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Choose which of the GPUs to use.</source>
        <translation>请选择使用哪块 GPU。</translation>
    </message>
    <message>
        <source>Choose the GPUs</source>
        <translation>选择 GPU</translation>
    </message>
    <message>
        <source>Start the server with an older kernel, then continue.</source>
        <translation>请用较旧的内核启动服务器，然后继续。</translation>
    </message>
    <message>
        <source>Nothing was created or changed. It costs nothing.</source>
        <translation>没有创建或改动任何东西，不产生费用。</translation>
    </message>
    <message>
        <source>{machine} is as it was. It costs nothing from us.</source>
        <translation>{machine} 保持原样，不因本程序产生费用。</translation>
    </message>
    <message>
        <source>The machine {machine} exists. It costs nothing.</source>
        <translation>机器 {machine} 已存在，不产生费用。</translation>
    </message>
    <message>
        <source>The machine {machine} exists. Cost: {price}.</source>
        <translation>机器 {machine} 已存在，费用：{price}。</translation>
    </message>
    <message>
        <source>{machine} is set up in part; everything that was there before is untouched. It costs nothing from us.</source>
        <translation>{machine} 装好了一部分，原有的内容都没有动，不因本程序产生费用。</translation>
    </message>
    <message>
        <source>It is not certain what exists of {machine}; this is looked up when you continue. Cost: {price}.</source>
        <translation>还不确定 {machine} 有哪些部分存在，继续时会查清。费用：{price}。</translation>
    </message>
    <message>
        <source>(not known)</source>
        <translation>（未知）</translation>
    </message>
    <message>
        <source>price unknown</source>
        <translation>价格未知</translation>
    </message>
    <message>
        <source>free</source>
        <translation>免费</translation>
    </message>
    <message>
        <source>{price} an hour</source>
        <translation>每小时 {price}</translation>
    </message>
    <message>
        <source>a few seconds</source>
        <translation>几秒</translation>
    </message>
    <message>
        <source>about {n} s</source>
        <translation>约 {n} 秒</translation>
    </message>
    <message>
        <source>about {n} min</source>
        <translation>约 {n} 分钟</translation>
    </message>
    <message>
        <source>about {n} h</source>
        <translation>约 {n} 小时</translation>
    </message>
    <message>
        <source>Being created</source>
        <translation>正在创建</translation>
    </message>
    <message>
        <source>Set-up unfinished</source>
        <translation>安装未完成</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Being deleted</source>
        <translation>正在删除</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>已清除</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>已不存在</translation>
    </message>
    <message>
        <source>Does not answer</source>
        <translation>没有响应</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Practice machine</source>
        <translation>练习机</translation>
    </message>
    <message>
        <source>A real little server in a container on this computer, to try the whole way for free.</source>
        <translation>在本机的容器里运行的一台真实小服务器，可以免费走完全过程。</translation>
    </message>
    <message>
        <source>A server you have</source>
        <translation>您已有的服务器</translation>
    </message>
    <message>
        <source>A computer you can log in to over SSH: at work, at your university, or rented.</source>
        <translation>可以用 SSH 登录的计算机：单位的、学校的，或在阿里云、腾讯云、AutoDL 等处租用的。</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>这台电脑</translation>
    </message>
    <message>
        <source>Set up the computer you are sitting at.</source>
        <translation>就安装在您面前的这台电脑上。</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>服务器地址</translation>
    </message>
    <message>
        <source>Its name or number on the network, like gpu.example.org or 192.0.2.7. Whoever runs the server can tell you.</source>
        <translation>它在网络上的名称或数字地址，例如 gpu.example.org 或 192.0.2.7。可以问服务器管理者，租用的机器在控制台里能看到。</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>The door of the server that SSH listens at. It is 22 unless somebody told you otherwise.</source>
        <translation>服务器上 SSH 使用的端口。没有特别说明就是 22。</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>The name you log in with on the server, like ubuntu or your own name.</source>
        <translation>您登录服务器用的名字，例如 ubuntu 或您自己的名字。</translation>
    </message>
    <message>
        <source>SSH key</source>
        <translation>SSH 密钥</translation>
    </message>
    <message>
        <source>A file that proves who you are, instead of a password. The private half stays on this computer.</source>
        <translation>用来代替密码证明身份的文件。私钥始终留在本机。</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Passphrase of the key</source>
        <translation>密钥的口令</translation>
    </message>
    <message>
        <source>What unlocks the SSH key, if it is locked.</source>
        <translation>如果 SSH 密钥上了锁，用它解锁。</translation>
    </message>
    <message>
        <source>Jump host</source>
        <translation>跳板机</translation>
    </message>
    <message>
        <source>A server you have to go through to reach the other one. Leave it empty unless somebody told you.</source>
        <translation>要先经过它才能到达目标服务器。没有特别说明就留空。</translation>
    </message>
    <message>
        <source>Fingerprint of the server</source>
        <translation>服务器的指纹</translation>
    </message>
    <message>
        <source>A short form of the server&apos;s own key. Compare it with the one shown on the server, and you know nobody is in between.</source>
        <translation>服务器密钥的简短形式。与服务器上显示的核对一致，就能确定没有人在中间冒充。</translation>
    </message>
    <message>
        <source>Password for sudo</source>
        <translation>sudo 密码</translation>
    </message>
    <message>
        <source>sudo lets you install software on the server. Often it wants your login password again; on rented machines mostly none.</source>
        <translation>sudo 让您能在服务器上安装软件。它通常再要一次登录密码，租用的机器大多不需要。</translation>
    </message>
    <message>
        <source>Password for the notebook</source>
        <translation>笔记本的密码</translation>
    </message>
    <message>
        <source>You type it in the browser when you open the notebook. Whoever has it can run programs on the machine.</source>
        <translation>打开笔记本时在浏览器里输入。知道它的人都能在这台机器上运行程序。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What you want to call this machine in your list.</source>
        <translation>这台机器在列表里的名字。</translation>
    </message>
    <message>
        <source>Port on this computer</source>
        <translation>本机端口</translation>
    </message>
    <message>
        <source>Where your browser finds the notebook. 0 takes any free one.</source>
        <translation>浏览器在这里找到笔记本。填 0 表示任意空闲端口。</translation>
    </message>
    <message>
        <source>Port on the server</source>
        <translation>服务器端口</translation>
    </message>
    <message>
        <source>Where the notebook listens inside the server. It cannot be reached from outside.</source>
        <translation>笔记本在服务器内部监听的端口，外部无法访问。</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>A computer through which the server reaches the internet, in some companies. Leave it empty unless somebody told you.</source>
        <translation>有些单位的服务器要通过它上网。没有特别说明就留空。</translation>
    </message>
    <message>
        <source>Certificate authority</source>
        <translation>证书颁发机构</translation>
    </message>
    <message>
        <source>A file with certificates that your company&apos;s network needs. Leave it empty unless somebody told you.</source>
        <translation>单位网络所需的证书文件。没有特别说明就留空。</translation>
    </message>
    <message>
        <source>Software source</source>
        <translation>软件来源</translation>
    </message>
    <message>
        <source>about 5 minutes</source>
        <translation>约 5 分钟</translation>
    </message>
    <message>
        <source>about 10 minutes</source>
        <translation>约 10 分钟</translation>
    </message>
    <message>
        <source>Linux and 5 GB of free disk</source>
        <translation>Linux 系统，5 GB 可用磁盘</translation>
    </message>
    <message>
        <source>its address, your user name, a key or a password</source>
        <translation>它的地址、您的用户名，以及密钥或密码</translation>
    </message>
    <message>
        <source>Linux; better with an NVIDIA GPU</source>
        <translation>Linux 系统，有 NVIDIA GPU 更好</translation>
    </message>
    <message>
        <source>Where the software comes from is decided on the machine: from Python&apos;s package index where it can be reached, else from the system&apos;s own packages.</source>
        <translation>软件来源由机器决定：连得上 Python 软件包索引就用它，否则用系统自带的软件包。</translation>
    </message>
    <message>
        <source>The computer stays as it is: what is added is written down and can be taken away again.</source>
        <translation>计算机保持原样：添加的内容都有记录，可以移除。</translation>
    </message>
    <message>
        <source>It costs nothing.</source>
        <translation>不产生费用。</translation>
    </message>
    <message>
        <source>The internet is reached through {proxy}.</source>
        <translation>通过 {proxy} 上网。</translation>
    </message>
    <message>
        <source>The notebook listens at port {port} of the machine itself only; you reach it through the protected connection.</source>
        <translation>笔记本只在机器内部的端口 {port} 上监听，您经受保护的连接访问它。</translation>
    </message>
    <message>
        <source>There is no place named {where}.</source>
        <translation>没有名为 {where} 的位置。</translation>
    </message>
    <message>
        <source>Firstlight can set up this computer itself only if it runs Linux; it runs {system}.</source>
        <translation>只有本机是 Linux 时，Firstlight 才能直接安装在本机；现在的系统是 {system}。</translation>
    </message>
    <message>
        <source>The practice machine needs Linux on this computer.</source>
        <translation>练习机需要本机是 Linux 系统。</translation>
    </message>
    <message>
        <source>These programs are missing on this computer: {tools}.</source>
        <translation>本机缺少这些程序：{tools}。</translation>
    </message>
    <message>
        <source>The practice machine needs administrator rights, or these packages: {packages}.</source>
        <translation>练习机需要管理员权限，或安装这些软件包：{packages}。</translation>
    </message>
    <message>
        <source>This account may not make containers on this computer.</source>
        <translation>这个账号不能在本机创建容器。</translation>
    </message>
    <message>
        <source>The practice machine needs {need} MB of disk space; {free} MB are free at {path}.</source>
        <translation>练习机需要 {need} MB 磁盘空间，{path} 只剩 {free} MB。</translation>
    </message>
    <message>
        <source>The practice machine needs {need} MB of memory; {free} MB are free.</source>
        <translation>练习机需要 {need} MB 内存，只剩 {free} MB。</translation>
    </message>
    <message>
        <source>Runs in a container with its own systemd (systemd-nspawn).</source>
        <translation>在带有独立 systemd 的容器里运行（systemd-nspawn）。</translation>
    </message>
    <message>
        <source>Runs in a container with its own systemd, without administrator rights (podman).</source>
        <translation>在带有独立 systemd 的容器里运行，无需管理员权限（podman）。</translation>
    </message>
    <message>
        <source>Runs in a container without administrator rights (podman) and without systemd, which cannot be started here; the notebook then runs as a plain background program.</source>
        <translation>在容器里运行，无需管理员权限（podman），也没有 systemd（这里无法启动它）；笔记本以普通后台程序的方式运行。</translation>
    </message>
    <message>
        <source>{host} has not been seen before. Its key ({type}) has the fingerprint {fingerprint}. Is it the same as the one shown on the server itself?</source>
        <translation>第一次连接 {host}。它的密钥（{type}）指纹是 {fingerprint}。与服务器本机显示的一致吗？</translation>
    </message>
    <message>
        <source>Restart {machine} now? Everything that runs on it ends.</source>
        <translation>现在重启 {machine} 吗？上面运行的所有程序都会结束。</translation>
    </message>
    <message>
        <source>Delete {machine}? Everything on it is lost.</source>
        <translation>删除 {machine} 吗？上面的一切都会丢失。</translation>
    </message>
    <message>
        <source>Remove what Firstlight added to {machine}? Your own files and programs stay.</source>
        <translation>移除 Firstlight 添加到 {machine} 的内容吗？您自己的文件和程序会保留。</translation>
    </message>
    <message>
        <source>Set up {machine} now? Cost: {price}.</source>
        <translation>现在安装 {machine} 吗？费用：{price}。</translation>
    </message>
    <message>
        <source>Password for the login on the server</source>
        <translation>登录服务器的密码</translation>
    </message>
    <message>
        <source>Passphrase of the SSH key</source>
        <translation>SSH 密钥的口令</translation>
    </message>
    <message>
        <source>Password that sudo asks for on the server</source>
        <translation>服务器上 sudo 要求的密码</translation>
    </message>
    <message>
        <source>Waiting until the machine answers</source>
        <translation>正在等待机器响应</translation>
    </message>
    <message>
        <source>The connection was lost; connecting again (attempt {attempt}). The work on the server goes on.</source>
        <translation>连接断开，正在重新连接（第 {attempt} 次）。服务器上的工作仍在继续。</translation>
    </message>
    <message>
        <source>The notebook keeps its password. To change it: firstlight-cli password ID --new</source>
        <translation>笔记本沿用原来的密码。要更换：firstlight-cli password ID --new</translation>
    </message>
    <message>
        <source>Fetching a fresh Debian, once on this computer</source>
        <translation>正在下载全新的 Debian（本机只需一次）</translation>
    </message>
    <message>
        <source>Another Firstlight is fetching the same Debian; waiting for it</source>
        <translation>另一个 Firstlight 正在下载同一个 Debian，正在等待</translation>
    </message>
    <message>
        <source>Making the practice machine</source>
        <translation>正在创建练习机</translation>
    </message>
    <message>
        <source>Copying the system&apos;s files</source>
        <translation>正在复制系统文件</translation>
    </message>
    <message>
        <source>Starting the practice machine</source>
        <translation>正在启动练习机</translation>
    </message>
    <message>
        <source>Downloading {what}</source>
        <translation>正在下载 {what}</translation>
    </message>
    <message>
        <source>Installing {what}</source>
        <translation>正在安装 {what}</translation>
    </message>
    <message>
        <source>Unpacking {what}</source>
        <translation>正在解压 {what}</translation>
    </message>
    <message>
        <source>Restarting the machine</source>
        <translation>正在重启机器</translation>
    </message>
    <message>
        <source>Another program is installing software on the server; waiting for it</source>
        <translation>服务器上另一个程序正在安装软件，正在等待</translation>
    </message>
    <message>
        <source>Get the machine</source>
        <translation>获取机器</translation>
    </message>
    <message>
        <source>Makes the machine, or finds the one that is there, and starts it.</source>
        <translation>创建机器，或找到已有的机器，并启动它。</translation>
    </message>
    <message>
        <source>Connect to it</source>
        <translation>连接机器</translation>
    </message>
    <message>
        <source>Opens a protected connection (SSH) and makes sure it is the right machine.</source>
        <translation>建立受保护的连接（SSH），并确认没有连错机器。</translation>
    </message>
    <message>
        <source>Make password and certificate</source>
        <translation>生成密码和证书</translation>
    </message>
    <message>
        <source>Made on this computer. The password itself never leaves it; the server gets only a fingerprint of it.</source>
        <translation>在本机生成。密码本身不会离开本机，服务器只得到它的指纹。</translation>
    </message>
    <message>
        <source>Look at the machine</source>
        <translation>检查机器</translation>
    </message>
    <message>
        <source>Reads what the machine has: system, disk, memory, internet, GPUs, and what is installed already.</source>
        <translation>查看机器的系统、磁盘、内存、网络和 GPU，以及已经安装了什么。</translation>
    </message>
    <message>
        <source>Install the basics</source>
        <translation>安装基础软件</translation>
    </message>
    <message>
        <source>Small programs that the next steps need.</source>
        <translation>后续步骤需要的小程序。</translation>
    </message>
    <message>
        <source>Prepare Python</source>
        <translation>准备 Python</translation>
    </message>
    <message>
        <source>A place of its own for Python and its packages, so that nothing else on the machine changes.</source>
        <translation>给 Python 及其软件包一个单独的地方，不影响机器上的其他内容。</translation>
    </message>
    <message>
        <source>Install the notebook</source>
        <translation>安装笔记本</translation>
    </message>
    <message>
        <source>JupyterLab: the pages in your browser in which you write and run code.</source>
        <translation>JupyterLab：在浏览器里编写和运行代码的页面。</translation>
    </message>
    <message>
        <source>Install PyTorch</source>
        <translation>安装 PyTorch</translation>
    </message>
    <message>
        <source>The library for deep learning. It is large, so this takes longest.</source>
        <translation>深度学习程序库。体积大，这一步用时最长。</translation>
    </message>
    <message>
        <source>Protect the notebook</source>
        <translation>保护笔记本</translation>
    </message>
    <message>
        <source>Sets the password and the certificate. The notebook listens on the server alone, never on the internet.</source>
        <translation>设置密码和证书。笔记本只在服务器内部监听，不暴露到互联网。</translation>
    </message>
    <message>
        <source>Start the notebook</source>
        <translation>启动笔记本</translation>
    </message>
    <message>
        <source>Runs it as a service that goes on after you log out and after a restart.</source>
        <translation>作为服务运行，退出登录或重启之后仍然有效。</translation>
    </message>
    <message>
        <source>Prove that it works</source>
        <translation>验证确实能用</translation>
    </message>
    <message>
        <source>Runs a real calculation in a notebook of this machine and looks at the result.</source>
        <translation>在这台机器的笔记本里做一次真实计算，并核对结果。</translation>
    </message>
    <message>
        <source>Put a welcome notebook there</source>
        <translation>放入一份入门笔记本</translation>
    </message>
    <message>
        <source>A first page to try, with a calculation of your own.</source>
        <translation>可以动手试一试的第一页，里面有一个小计算。</translation>
    </message>
    <message>
        <source>Install the CUDA compiler</source>
        <translation>安装 CUDA 编译器</translation>
    </message>
    <message>
        <source>Only needed to compile CUDA code of your own.</source>
        <translation>只有自己编译 CUDA 代码时才需要。</translation>
    </message>
    <message>
        <source>Fetching the lists of packages</source>
        <translation>正在获取软件包列表</translation>
    </message>
    <message>
        <source>Python&apos;s packages come from: {source}</source>
        <translation>Python 软件包来自：{source}</translation>
    </message>
    <message>
        <source>This machine has little memory ({mb} MB); small models will work.</source>
        <translation>这台机器内存较小（{mb} MB），可以运行小模型。</translation>
    </message>
    <message>
        <source>This machine has no systemd; the notebook runs as a plain background program.</source>
        <translation>这台机器没有 systemd，笔记本以普通后台程序的方式运行。</translation>
    </message>
    <message>
        <source>Calculating in a notebook and comparing the result</source>
        <translation>正在笔记本里计算并核对结果</translation>
    </message>
    <message>
        <source>Port {wanted} is taken on the server; the notebook uses port {port} there.</source>
        <translation>服务器的端口 {wanted} 已被占用，笔记本改用端口 {port}。</translation>
    </message>
    <message>
        <source>Verified on the CPU; no NVIDIA GPU on this machine.</source>
        <translation>已在 CPU 上验证；这台机器没有 NVIDIA GPU。</translation>
    </message>
    <message>
        <source>This machine has no systemd: the notebook does not start by itself after a restart.</source>
        <translation>这台机器没有 systemd：重启后笔记本不会自动启动。</translation>
    </message>
    <message>
        <source>Keep it running</source>
        <translation>保持运行</translation>
    </message>
    <message>
        <source>Lets the notebook run on while nobody is logged in, and after a restart.</source>
        <translation>让笔记本在无人登录时和重启之后都能继续运行。</translation>
    </message>
    <message>
        <source>This GPU is not one that Firstlight can set up.</source>
        <translation>Firstlight 不支持安装这块 GPU。</translation>
    </message>
    <message>
        <source>In Linux within Windows, the GPU&apos;s driver comes from Windows, and it does not fit.</source>
        <translation>在 Windows 里的 Linux（WSL）中，GPU 驱动来自 Windows，而它不合适。</translation>
    </message>
    <message>
        <source>Install the NVIDIA driver that is named here in Windows, then continue.</source>
        <translation>请在 Windows 里安装上面写明的 NVIDIA 驱动，然后继续。</translation>
    </message>
    <message>
        <source>Mend the file or take it away, then try again.</source>
        <translation>请修正或移走该文件，然后重试。</translation>
    </message>
    <message>
        <source>There is no NVIDIA GPU here, so everything computes on the CPU and no driver is needed.</source>
        <translation>这里没有 NVIDIA GPU，一切都在 CPU 上计算，不需要驱动。</translation>
    </message>
    <message>
        <source>{gpu} is not made by NVIDIA. Firstlight sets up NVIDIA GPUs only, so everything computes on the CPU.</source>
        <translation>{gpu} 不是 NVIDIA 的产品。Firstlight 只支持 NVIDIA GPU，因此一切都在 CPU 上计算。</translation>
    </message>
    <message>
        <source>{gpu} is not made by NVIDIA and is left aside.</source>
        <translation>{gpu} 不是 NVIDIA 的产品，不予使用。</translation>
    </message>
    <message>
        <source>On {system} NVIDIA GPUs cannot be used, and Apple&apos;s are not set up by Firstlight, so everything computes on the CPU.</source>
        <translation>{system} 上不能使用 NVIDIA GPU，Firstlight 也不支持苹果的 GPU，因此一切都在 CPU 上计算。</translation>
    </message>
    <message>
        <source>{gpu} (compute capability {sm}) is too old for every framework, so everything computes on the CPU.</source>
        <translation>{gpu}（计算能力 {sm}）对所有框架都太旧，因此一切都在 CPU 上计算。</translation>
    </message>
    <message>
        <source>{gpu} (compute capability {sm}) is too old for computing on {system}, so it is not used.</source>
        <translation>{gpu}（计算能力 {sm}）太旧，无法在 {system} 上计算，因此不使用它。</translation>
    </message>
    <message>
        <source>{gpu} (compute capability {sm}) is too old for every framework; only the other GPUs compute.</source>
        <translation>{gpu}（计算能力 {sm}）对所有框架都太旧，只用其他 GPU 计算。</translation>
    </message>
    <message>
        <source>Driver {branch} because it runs {gpu} ({generation}) and CUDA {cuda}, and NVIDIA mends it until {ends} ({kind}).</source>
        <translation>选用驱动 {branch}：它支持 {gpu}（{generation}）和 CUDA {cuda}，NVIDIA 维护到 {ends}（{kind}）。</translation>
    </message>
    <message>
        <source>Driver {branch} because it is the last that runs {gpu} ({generation}); newer drivers do not know this GPU. It was made to be mended until {ends}.</source>
        <translation>选用驱动 {branch}：它是最后一个支持 {gpu}（{generation}）的版本，更新的驱动不再支持。它的维护期到 {ends}。</translation>
    </message>
    <message>
        <source>NVIDIA stopped mending driver {branch} in {ends}; use this machine only where you trust everybody who can reach it.</source>
        <translation>NVIDIA 已于 {ends} 停止维护驱动 {branch}，请只在能接触到它的人都可信的环境里使用这台机器。</translation>
    </message>
    <message>
        <source>Driver {branch} needs a Linux kernel up to {most}; the kernel is therefore not moved to a newer series.</source>
        <translation>驱动 {branch} 最高支持 Linux 内核 {most}，因此不会升级到更新的内核系列。</translation>
    </message>
    <message>
        <source>Driver {driver} stays, because it works with {gpu} and with what you chose.</source>
        <translation>保留驱动 {driver}：它适用于 {gpu} 和您选择的软件。</translation>
    </message>
    <message>
        <source>With driver {branch} instead of {driver}, newer versions of the frameworks could be used; nothing forces you to change.</source>
        <translation>如果把驱动 {driver} 换成 {branch}，可以使用更新的框架；但不是必须更换。</translation>
    </message>
    <message>
        <source>Driver {driver} is too old for what you chose on {gpu}, so it is replaced by {branch}; without the change only the CPU would compute.</source>
        <translation>驱动 {driver} 太旧，不能在 {gpu} 上支持您选择的软件，因此换成 {branch}；否则只能用 CPU 计算。</translation>
    </message>
    <message>
        <source>Driver {driver} does not know {gpu} any more, so it is replaced by {branch}, the last that does.</source>
        <translation>驱动 {driver} 已不再支持 {gpu}，因此换成最后一个支持它的 {branch}。</translation>
    </message>
    <message>
        <source>The kernel module of driver {driver} is not the kind that {gpu} needs, so it is replaced by driver {branch} with the right one.</source>
        <translation>驱动 {driver} 的内核模块不是 {gpu} 需要的那种，因此换成驱动 {branch} 及合适的模块。</translation>
    </message>
    <message>
        <source>The driver is left as it is, as you wished, and it cannot serve {gpu}; so everything computes on the CPU.</source>
        <translation>按您的要求不改动驱动，而它不支持 {gpu}，因此一切都在 CPU 上计算。</translation>
    </message>
    <message>
        <source>In Linux within Windows the driver is the one of Windows, so none is installed here. It must be {driver} or newer.</source>
        <translation>在 Windows 里的 Linux（WSL）中使用 Windows 的驱动，这里不安装驱动。驱动版本须为 {driver} 或更新。</translation>
    </message>
    <message>
        <source>In Linux within Windows the driver is the one of Windows ({driver}), so none is installed here.</source>
        <translation>在 Windows 里的 Linux（WSL）中使用 Windows 的驱动（{driver}），这里不安装驱动。</translation>
    </message>
    <message>
        <source>The open kernel module, which NVIDIA recommends for {gpu} and everything newer.</source>
        <translation>使用开源内核模块：NVIDIA 推荐 {gpu} 及更新的 GPU 使用它。</translation>
    </message>
    <message>
        <source>The open kernel module, because {gpu} ({generation}) runs with no other.</source>
        <translation>使用开源内核模块：{gpu}（{generation}）只支持这一种。</translation>
    </message>
    <message>
        <source>The proprietary kernel module, because {gpu} ({generation}) is older than what the open one knows.</source>
        <translation>使用专有内核模块：{gpu}（{generation}）太旧，开源模块不支持。</translation>
    </message>
    <message>
        <source>The proprietary kernel module, because this driver has no other.</source>
        <translation>使用专有内核模块：这个驱动只有这一种。</translation>
    </message>
    <message>
        <source>The proprietary kernel module, because {gpu} needs it and {other} runs with it too.</source>
        <translation>使用专有内核模块：{gpu} 需要它，{other} 也能用。</translation>
    </message>
    <message>
        <source>Secure Boot may stay on: {system} signs these driver modules itself.</source>
        <translation>安全启动可以保持开启：{system} 会为这些驱动模块签名。</translation>
    </message>
    <message>
        <source>Secure Boot is on and {system} does not sign these modules: a key of this computer&apos;s own is made, which you accept once at its screen while it starts.</source>
        <translation>安全启动已开启，而 {system} 不为这些模块签名：会为这台计算机生成一个密钥，请在它开机时在屏幕上确认一次。</translation>
    </message>
    <message>
        <source>{framework} {version}, the newest, with CUDA {cuda} inside its own packages.</source>
        <translation>{framework} {version}（最新版），自带 CUDA {cuda}。</translation>
    </message>
    <message>
        <source>{framework} {version} with CUDA {cuda}, because newer versions (now {newest}) no longer hold code for {gpu}.</source>
        <translation>{framework} {version}，CUDA {cuda}：更新的版本（目前为 {newest}）不再支持 {gpu}。</translation>
    </message>
    <message>
        <source>{framework} {version} with CUDA {cuda}, because {newest} needs a newer driver than {driver}.</source>
        <translation>{framework} {version}，CUDA {cuda}：{newest} 需要比 {driver} 更新的驱动。</translation>
    </message>
    <message>
        <source>{framework} {version} with CUDA {cuda}, because you asked for Python {python}.</source>
        <translation>{framework} {version}，CUDA {cuda}：因为您指定了 Python {python}。</translation>
    </message>
    <message>
        <source>{framework} {version} for the CPU, because no version of it computes on {gpu}.</source>
        <translation>{framework} {version}（CPU 版）：没有哪个版本能在 {gpu} 上计算。</translation>
    </message>
    <message>
        <source>{framework} {version} for the CPU, because driver {driver} is too old for its GPU versions.</source>
        <translation>{framework} {version}（CPU 版）：驱动 {driver} 太旧，不支持它的 GPU 版本。</translation>
    </message>
    <message>
        <source>Keras sits on {backend} here.</source>
        <translation>这里的 Keras 以 {backend} 为后端。</translation>
    </message>
    <message>
        <source>Python {python} for {framework} {version}, which has no packages for the usual one.</source>
        <translation>为 {framework} {version} 使用 Python {python}：它没有适合常用版本的软件包。</translation>
    </message>
    <message>
        <source>Each framework gets an environment and a notebook kernel of its own, because their CUDA libraries do not mix.</source>
        <translation>每个框架使用单独的环境和笔记本内核，因为它们的 CUDA 库不能混用。</translation>
    </message>
    <message>
        <source>This PyTorch is from 2022: the last whose code for {gpu} is known to work. Plan for a newer GPU.</source>
        <translation>这个 PyTorch 是 2022 年的版本，是已知最后一个能在 {gpu} 上工作的版本。请考虑更换较新的 GPU。</translation>
    </message>
    <message>
        <source>Whether this PyTorch works on {gpu} is not certain; the proof at the end will tell.</source>
        <translation>不确定这个 PyTorch 能否在 {gpu} 上工作，最后的验证会给出答案。</translation>
    </message>
    <message>
        <source>TensorFlow has trouble with the newest GPUs (Blackwell): the first run takes long and some operations fail. PyTorch or JAX is the better choice there.</source>
        <translation>TensorFlow 在最新的 GPU（Blackwell）上有问题：首次运行很慢，有些运算会失败。建议改用 PyTorch 或 JAX。</translation>
    </message>
    <message>
        <source>JAX with CUDA 12 will be dropped by its makers before long.</source>
        <translation>JAX 的 CUDA 12 版本不久将停止支持。</translation>
    </message>
    <message>
        <source>No CUDA toolkit and no cuDNN are installed: the frameworks bring their own. They are only needed to compile CUDA code.</source>
        <translation>不安装 CUDA Toolkit 和 cuDNN：框架已自带。只有编译 CUDA 代码时才需要它们。</translation>
    </message>
    <message>
        <source>CUDA toolkit {version}, because it goes with the frameworks, the driver and the GPU.</source>
        <translation>CUDA Toolkit {version}：与框架、驱动和 GPU 都匹配。</translation>
    </message>
    <message>
        <source>No CUDA toolkit that goes with {gpu} is made for {system}, so none is installed; the frameworks do not need one.</source>
        <translation>没有适合 {gpu} 和 {system} 的 CUDA Toolkit，因此不安装；框架并不需要它。</translation>
    </message>
    <message>
        <source>cuDNN {version}, the newest that knows {gpu}.</source>
        <translation>cuDNN {version}：支持 {gpu} 的最新版本。</translation>
    </message>
    <message>
        <source>The table of versions is the file {file} of {date}, which is newer than the one in this program.</source>
        <translation>版本对照表使用文件 {file}（{date}），比程序自带的更新。</translation>
    </message>
    <message>
        <source>it is missing</source>
        <translation>缺少此项</translation>
    </message>
    <message>
        <source>this source is not in the list of sources</source>
        <translation>这个来源不在来源列表里</translation>
    </message>
    <message>
        <source>this names something that is not in the file</source>
        <translation>这里提到的内容不在文件里</translation>
    </message>
    <message>
        <source>it stands there twice</source>
        <translation>出现了两次</translation>
    </message>
    <message>
        <source>this version of the file is not known to this program</source>
        <translation>本程序不认识这个版本的文件</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>它是空的</translation>
    </message>
    <message>
        <source>a key is not a plain word</source>
        <translation>键不是普通的单词</translation>
    </message>
    <message>
        <source>it is not UTF-8 text</source>
        <translation>不是 UTF-8 文本</translation>
    </message>
    <message>
        <source>The GPU &quot;{gpu}&quot; is not in Firstlight&apos;s table of {date}. Name it by its compute capability (sm_75 for 7.5), which NVIDIA&apos;s list of CUDA GPUs tells, or update the table.</source>
        <translation>Firstlight 的对照表（{date}）里没有 GPU“{gpu}”。请用计算能力来指定（7.5 写作 sm_75，可在 NVIDIA 的 CUDA GPU 列表中查到），或更新对照表。</translation>
    </message>
    <message>
        <source>{gpu} (compute capability {sm}) belongs to NVIDIA&apos;s own boards (Jetson, Drive), which bring their own system and driver. Use the software that came with the board, or another machine.</source>
        <translation>{gpu}（计算能力 {sm}）属于 NVIDIA 自己的开发板（Jetson、Drive），它们自带系统和驱动。请使用开发板附带的软件，或换一台机器。</translation>
    </message>
    <message>
        <source>{old} and {new} cannot work in one machine: no driver runs both. Use one of them, and take out or leave aside the other.</source>
        <translation>{old} 和 {new} 不能在同一台机器里工作：没有驱动同时支持两者。请只用其中一块，另一块拆下或不使用。</translation>
    </message>
    <message>
        <source>Firstlight cannot set up {system}. Systems it knows: {supported}.</source>
        <translation>Firstlight 不支持 {system}。支持的系统：{supported}。</translation>
    </message>
    <message>
        <source>{gpu} needs driver {branch}, which does not exist for {system}. It does for: {others}. Without the GPU, {system} can still compute on the CPU.</source>
        <translation>{gpu} 需要驱动 {branch}，但没有 {system} 版本；有以下系统的版本：{others}。不用 GPU 时，{system} 仍可用 CPU 计算。</translation>
    </message>
    <message>
        <source>{gpu} needs driver {branch}, which does not exist for {system}. Without the GPU it can still compute on the CPU.</source>
        <translation>{gpu} 需要驱动 {branch}，但没有 {system} 版本。不用 GPU 时仍可用 CPU 计算。</translation>
    </message>
    <message>
        <source>Secure Boot is on, and {system} does not sign the modules of driver {branch}: they would not load. Turn Secure Boot off, use Ubuntu, which signs them, or accept a key of the computer&apos;s own at its screen.</source>
        <translation>安全启动已开启，而 {system} 不为驱动 {branch} 的模块签名，模块无法加载。请关闭安全启动，或改用会签名的 Ubuntu，或在这台计算机的屏幕上确认它自己的密钥。</translation>
    </message>
    <message>
        <source>{gpu} needs driver {branch}, which works with Linux kernels up to {most}; {kernel} runs here.</source>
        <translation>{gpu} 需要驱动 {branch}，它最高支持 Linux 内核 {most}，而这里运行的是 {kernel}。</translation>
    </message>
    <message>
        <source>The NVIDIA driver {driver} in Windows does not go with {gpu} and what you chose. NVIDIA driver {branch} does.</source>
        <translation>Windows 里的 NVIDIA 驱动 {driver} 不适合 {gpu} 和您选择的软件，NVIDIA 驱动 {branch} 适合。</translation>
    </message>
    <message>
        <source>{framework} cannot be had for Python {python} here (its versions exist for {range}). Leave the choice to Firstlight, which takes {usual} or what is nearest to it.</source>
        <translation>这里没有适合 Python {python} 的 {framework}（它有 {range} 的版本）。请让 Firstlight 来选择，它会用 {usual} 或最接近的版本。</translation>
    </message>
    <message>
        <source>The table of versions {file} has a mistake in line {line}, at &quot;{key}&quot;: {what}.</source>
        <translation>版本对照表 {file} 第 {line} 行的“{key}”有误：{what}。</translation>
    </message>
    <message>
        <source>a key must be a plain word</source>
        <translation>键必须是一个普通的词</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>文件是空的</translation>
    </message>
    <message>
        <source>sudo on the server asks for a password.</source>
        <translation>服务器上的 sudo 需要密码。</translation>
    </message>
    <message>
        <source>The password for sudo was wrong.</source>
        <translation>sudo 密码不对。</translation>
    </message>
    <message>
        <source>New SSH key</source>
        <translation>新的 SSH 密钥</translation>
    </message>
    <message>
        <source>A key made for this server alone, let in by your password once. Its private half stays on this computer; undo takes it from the server again.</source>
        <translation>专为这台服务器生成的密钥，只用一次密码放上去。私钥留在本机；撤回时会从服务器上移除。</translation>
    </message>
    <message>
        <source>The machine has started again</source>
        <translation>机器已重新启动</translation>
    </message>
    <message>
        <source>{machine} is stopped. Start it first (firstlight-cli start {machine}).</source>
        <translation>{machine} 已停止，请先启动它（firstlight-cli start {machine}）。</translation>
    </message>
    <message>
        <source>There is no systemd in the practice machine; the notebook runs there as a plain background program.</source>
        <translation>练习机里没有 systemd；笔记本在那里作为普通后台程序运行。</translation>
    </message>
    <message>
        <source>The account {user} may not use several user numbers, which a container needs: it has no line in /etc/subuid and /etc/subgid.</source>
        <translation>账号 {user} 不能使用多个用户编号，而容器需要它们：/etc/subuid 和 /etc/subgid 里没有这个账号的行。</translation>
    </message>
    <message>
        <source>Podman is installed on this computer but cannot start a container: {said}</source>
        <translation>本机装有 Podman，但它无法启动容器：{said}</translation>
    </message>
    <message>
        <source>&quot;{step}&quot; was broken off on the server; it is done once more.</source>
        <translation>“{step}”在服务器上中断了，现在重做一次。</translation>
    </message>
    <message>
        <source>The server restarted in the middle of &quot;{step}&quot;; it is done once more.</source>
        <translation>服务器在“{step}”进行中重启了，现在重做一次。</translation>
    </message>
    <message>
        <source>{left} of {files} files were not copied.</source>
        <translation>{files} 个文件中有 {left} 个没有复制成功。</translation>
    </message>
    <message>
        <source>The file with your passwords is locked: none is read from it, and none kept.</source>
        <translation>密码文件未解锁：不从中读取密码，也不保存密码。</translation>
    </message>
    <message>
        <source>The file with your passwords was written by a newer version of Firstlight.</source>
        <translation>密码文件是由更新版本的 Firstlight 写入的。</translation>
    </message>
    <message>
        <source>This passphrase does not open the file with your passwords. They stay locked in it.</source>
        <translation>这个口令打不开密码文件。密码仍锁在其中。</translation>
    </message>
    <message>
        <source>The file with your passwords was damaged. It was set aside as {copy}; each password is asked for again.</source>
        <translation>密码文件已损坏，已另存为 {copy}；每个密码都会重新询问。</translation>
    </message>
    <message>
        <source>The file with your passwords is damaged.</source>
        <translation>密码文件已损坏。</translation>
    </message>
    <message>
        <source>The provider did not answer in a way that says whether it did what was asked.</source>
        <translation>服务商的答复无法说明请求是否已被执行。</translation>
    </message>
    <message>
        <source>Your account may not have a machine of this kind: the provider&apos;s limit (quota) for it is too low.</source>
        <translation>您的账户还不能使用这类机器：服务商给的配额太低。</translation>
    </message>
    <message>
        <source>The provider has no free machine of this kind there just now.</source>
        <translation>服务商在该地区目前没有空闲的这类机器。</translation>
    </message>
    <message>
        <source>The provider was asked to delete {name} ({kind}), and still shows it.</source>
        <translation>已请求服务商删除 {name}（{kind}），但它仍然存在。</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>{n} hours</source>
        <translation>{n} 小时</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>{night} a night (10 hours), {month} a month (30 days)</source>
        <translation>一夜（10 小时）{night}，一个月（30 天）{month}</translation>
    </message>
    <message>
        <source>Never stops itself</source>
        <translation>不会自动停机</translation>
    </message>
    <message>
        <source>Says so after {time} of nothing to do; only deleting it ends the bill</source>
        <translation>空闲 {time}后会提醒；只有删除机器才会停止计费</translation>
    </message>
    <message>
        <source>Stops itself after {time} of nothing to do</source>
        <translation>空闲 {time}后自动停机</translation>
    </message>
    <message>
        <source>{n} bytes</source>
        <translation>{n} 字节</translation>
    </message>
    <message>
        <source>What you type when you log in to the server. It is kept in this computer&apos;s key ring or in your locked file, if there is one, and nowhere else.</source>
        <translation>您登录服务器时输入的密码。若本机有密钥环或密码文件就保存在其中，不会存到别处。</translation>
    </message>
    <message>
        <source>Passphrase of your passwords</source>
        <translation>密码文件的口令</translation>
    </message>
    <message>
        <source>It opens the file in which your passwords are locked. It is kept nowhere, and without it nobody can read them, you neither.</source>
        <translation>用来打开加密保存密码的文件。口令不会存到任何地方；没有它，谁也读不出这些密码，包括您自己。</translation>
    </message>
    <message>
        <source>The computer is never switched off when nothing runs: others may need it.</source>
        <translation>这台电脑空闲时不会自动关机，因为别人可能还要用。</translation>
    </message>
    <message>
        <source>{machine} was made on another computer and may be in use. Delete it all the same? Everything on it is lost.</source>
        <translation>{machine} 是在另一台电脑上创建的，可能正在使用。仍要删除吗？上面的所有内容都会丢失。</translation>
    </message>
    <message>
        <source>its name would lead out of the folder</source>
        <translation>这个文件名会指向文件夹之外</translation>
    </message>
    <message>
        <source>this computer cannot have a file of that name</source>
        <translation>这台电脑不允许使用这样的文件名</translation>
    </message>
    <message>
        <source>its name is one that Firstlight uses itself in this folder</source>
        <translation>这个文件名在该文件夹里由 Firstlight 自己使用</translation>
    </message>
    <message>
        <source>a link stands at its place in this folder, and links are not followed</source>
        <translation>文件夹里同名的位置是一个链接，为安全起见不会顺着链接写入</translation>
    </message>
    <message>
        <source>something else stands at its place in this folder</source>
        <translation>文件夹里同名的位置已经有别的东西</translation>
    </message>
    <message>
        <source>it could not be written</source>
        <translation>无法写入</translation>
    </message>
    <message>
        <source>it is no longer on the machine, or cannot be read there</source>
        <translation>它已不在机器上，或者在那里无法读取</translation>
    </message>
    <message>
        <source>it has grown very much since it was listed; copy once more</source>
        <translation>列出之后它又变大了很多，请再复制一次</translation>
    </message>
    <message>
        <source>it changed while it was copied; copy once more</source>
        <translation>复制过程中它被改动了，请再复制一次</translation>
    </message>
    <message>
        <source>This computer&apos;s key ring keeps your passwords; no locked file is needed.</source>
        <translation>本机的密钥环已在保存您的密码，不需要密码文件。</translation>
    </message>
    <message>
        <source>Passphrase of the file with your passwords</source>
        <translation>密码文件的口令</translation>
    </message>
    <message>
        <source>A passphrase for the file with your passwords (8 characters or more)</source>
        <translation>为密码文件设一个口令（至少 8 个字符）</translation>
    </message>
    <message>
        <source>The same passphrase once more</source>
        <translation>再输入一次口令</translation>
    </message>
    <message>
        <source>Delete the file with your passwords? Each is asked for again when it is needed.</source>
        <translation>删除密码文件？以后用到每个密码时会重新询问。</translation>
    </message>
    <message>
        <source>The file with your passwords stays locked: none is read from it, and none kept (--secret vault.passphrase=@FILE opens it).</source>
        <translation>密码文件保持锁定：不从中读取密码，也不保存密码（用 --secret vault.passphrase=@文件 可以解锁）。</translation>
    </message>
    <message>
        <source>The passphrase was not right, so the file with your passwords stays locked: none is read from it, and none kept.</source>
        <translation>口令不正确，密码文件保持锁定：不从中读取密码，也不保存密码。</translation>
    </message>
    <message>
        <source>The file with your passwords cannot be used ({reason}): none is read from it, and none kept.</source>
        <translation>密码文件无法使用（{reason}）：不从中读取密码，也不保存密码。</translation>
    </message>
    <message>
        <source>Copying {file}; {done} of {of} in all</source>
        <translation>正在复制 {file}；共 {of}，已完成 {done}</translation>
    </message>
    <message>
        <source>This machine has no systemd: it cannot stop by itself when nothing runs. Stop it yourself when you are done.</source>
        <translation>这台机器没有 systemd，空闲时无法自动停机。用完后请自行停机。</translation>
    </message>
    <message>
        <source>Stop it when it is forgotten</source>
        <translation>忘记关机时自动停机</translation>
    </message>
    <message>
        <source>A timer on the machine switches it off when nothing has run for a while, also while your computer is off.</source>
        <translation>机器上的定时器会在一段时间没有任务运行后自动关机，您的电脑关着时也一样。</translation>
    </message>
    <message>
        <source>Installing would remove software that was on the server before, so nothing was installed.</source>
        <translation>安装会移除服务器上原有的软件，因此没有安装任何内容。</translation>
    </message>
    <message>
        <source>{machine} does not answer. Is it gone for good? It can be taken off the list as it is; what was added there stays there.</source>
        <translation>{machine} 没有应答。它是否已不再使用？可以直接把它从列表中移除；之前加到那台计算机上的内容会留在那里。</translation>
    </message>
    <message>
        <source>The computer at that address has another key: it was set up anew, or it is another one. {machine} can be taken off the list; nothing is done on that computer.</source>
        <translation>该地址上的计算机换了密钥：它可能重装过系统，或者是另一台计算机。可以把 {machine} 从列表中移除；不会在那台计算机上做任何操作。</translation>
    </message>
    <message>
        <source>The NVIDIA driver on the server was not installed as a package. Remove it (sudo nvidia-uninstall) and restart the server; then continue.</source>
        <translation>服务器上的 NVIDIA 驱动不是以软件包方式安装的。请先卸载它（sudo nvidia-uninstall）并重新启动服务器，然后继续。</translation>
    </message>
    <message>
        <source>The NVIDIA driver on the server comes from another source than the one that is needed, and sources must not be mixed. Remove its packages and restart the server; then continue.</source>
        <translation>服务器上的 NVIDIA 驱动来自另一个来源，而不同来源不能混用。请卸载它的软件包并重新启动服务器，然后继续。</translation>
    </message>
    <message>
        <source>The server runs the kernel {kernel}, for which modules can no longer be built: its headers are not offered any more. Install the newest kernel and restart the server; then continue.</source>
        <translation>服务器正在运行内核 {kernel}，它的头文件已不再提供，因此无法再为它构建模块。请安装最新的内核并重新启动服务器，然后继续。</translation>
    </message>
    <message>
        <source>The server runs a kernel for which modules can no longer be built: its headers are not offered any more.</source>
        <translation>服务器所运行内核的头文件已不再提供，因此无法再为它构建模块。</translation>
    </message>
    <message>
        <source>Another NVIDIA driver is loaded than the one that was installed: {loaded} instead of {wanted}.</source>
        <translation>已加载的 NVIDIA 驱动与所安装的不同：应为 {wanted}，实为 {loaded}。</translation>
    </message>
    <message>
        <source>Another NVIDIA driver is loaded than the one that was installed.</source>
        <translation>已加载的 NVIDIA 驱动与所安装的不同。</translation>
    </message>
    <message>
        <source>Loading the NVIDIA driver</source>
        <translation>正在加载 NVIDIA 驱动</translation>
    </message>
    <message>
        <source>Install the GPU&apos;s driver</source>
        <translation>安装 GPU 驱动</translation>
    </message>
    <message>
        <source>Everything is installed, but the test of {framework} in its notebook did not pass.</source>
        <translation>软件都已装好，但 {framework} 在笔记本里的测试没有通过。</translation>
    </message>
    <message>
        <source>{framework} is not among the system&apos;s own packages. Let it come from PyPI (on the command line: --set software.source=pypi).</source>
        <translation>系统自带的软件包里没有 {framework}。请改从 PyPI 安装（命令行：--set software.source=pypi）。</translation>
    </message>
    <message>
        <source>the Python package index (PyPI) could not be reached, so the software comes from the system&apos;s own packages, and {framework} is not among them. Let the machine reach PyPI, through a proxy or a mirror, or leave {framework} out.</source>
        <translation>连不上 Python 软件包索引（PyPI），所以改用系统自带的软件包，而其中没有 {framework}。请让机器通过代理或镜像访问 PyPI，或者不安装 {framework}。</translation>
    </message>
    <message>
        <source>{framework} was to have Python {wanted}, which could not be fetched; it has Python {python}, the system&apos;s.</source>
        <translation>{framework} 本应使用 Python {wanted}，但无法下载；现在使用系统自带的 Python {python}。</translation>
    </message>
    <message>
        <source>Install TensorFlow</source>
        <translation>安装 TensorFlow</translation>
    </message>
    <message>
        <source>A library for deep learning, in an environment of its own, with a kernel for notebooks.</source>
        <translation>一种深度学习库，装在单独的环境里，并带有笔记本内核。</translation>
    </message>
    <message>
        <source>Install Keras</source>
        <translation>安装 Keras</translation>
    </message>
    <message>
        <source>Keras and the library that it computes with, in an environment of their own, with a kernel for notebooks.</source>
        <translation>Keras 和它的计算后端，装在单独的环境里，并带有笔记本内核。</translation>
    </message>
    <message>
        <source>Install JAX</source>
        <translation>安装 JAX</translation>
    </message>
    <message>
        <source>A library for deep learning and science, in an environment of its own, with a kernel for notebooks.</source>
        <translation>一种用于深度学习和科学计算的库，装在单独的环境里，并带有笔记本内核。</translation>
    </message>
    <message>
        <source>{framework} was verified on the CPU: there is no build of it for this GPU and its driver.</source>
        <translation>{framework} 是在 CPU 上验证的：它没有适合这块 GPU 及其驱动的版本。</translation>
    </message>
    <message>
        <source>The NVIDIA driver that fits the GPU and the system; one that is there and fits stays.</source>
        <translation>安装适合此 GPU 和系统的 NVIDIA 驱动；已有且合适的驱动保持不变。</translation>
    </message>
    <message>
        <source>The system&apos;s free driver (nouveau) holds the GPU, and NVIDIA&apos;s cannot be loaded beside it.</source>
        <translation>系统自带的开源驱动（nouveau）占用着 GPU，NVIDIA 驱动无法与它同时加载。</translation>
    </message>
    <message>
        <source>There is no NVIDIA kernel module for the kernel that runs, {kernel}.</source>
        <translation>正在运行的内核 {kernel} 没有对应的 NVIDIA 内核模块。</translation>
    </message>
    <message>
        <source>There is no NVIDIA kernel module for the kernel that runs.</source>
        <translation>正在运行的内核没有对应的 NVIDIA 内核模块。</translation>
    </message>
    <message>
        <source>The kernel refused the NVIDIA module.</source>
        <translation>内核拒绝加载 NVIDIA 模块。</translation>
    </message>
    <message>
        <source>The driver&apos;s library (libcuda.so.1) is missing, so no program can reach the GPU.</source>
        <translation>缺少驱动的库（libcuda.so.1），因此任何程序都无法使用 GPU。</translation>
    </message>
    <message>
        <source>{framework} is installed in its variant for the processor, which knows no GPU.</source>
        <translation>已安装的 {framework} 是仅用处理器的版本，不支持 GPU。</translation>
    </message>
    <message>
        <source>{framework} was built for CUDA {cuda}; the driver here offers CUDA {offered} at most.</source>
        <translation>{framework} 是为 CUDA {cuda} 构建的，而这里的驱动最高只支持 CUDA {offered}。</translation>
    </message>
    <message>
        <source>{framework} was not built for this GPU (compute capability {capability}).</source>
        <translation>{framework} 的构建不包含这块 GPU（计算能力 {capability}）。</translation>
    </message>
    <message>
        <source>Restart the machine; then let it be checked again.</source>
        <translation>重新启动机器，然后再检查一次。</translation>
    </message>
    <message>
        <source>Restart the machine</source>
        <translation>重新启动机器</translation>
    </message>
    <message>
        <source>Let Firstlight do that part of the set-up anew; your files stay.</source>
        <translation>让 Firstlight 重新完成这部分设置；您的文件会保留。</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Software arrived damaged from where the server gets it: its checksum is not right. Mostly a proxy or a mirror is to blame.</source>
        <translation>从服务器的软件源下载的软件已损坏：校验和不对。多半是代理或镜像的问题。</translation>
    </message>
    <message>
        <source>The list of software that the server gets is out of date. Its clock may be wrong, or its mirror is no longer kept up.</source>
        <translation>服务器取得的软件列表已经过期。可能是服务器的时钟不准，或者镜像已不再更新。</translation>
    </message>
    <message>
        <source>The signature of the software that the server gets could not be checked, so nothing was installed.</source>
        <translation>无法验证服务器取得的软件的签名，因此什么都没有安装。</translation>
    </message>
    <message>
        <source>The software is signed with another key than the one that is known, so nothing was installed.</source>
        <translation>软件的签名密钥与已知的不一致，因此什么都没有安装。</translation>
    </message>
    <message>
        <source>Where the server gets software from shows a certificate that is not trusted. Name the certificate authority of your network.</source>
        <translation>服务器的软件源出示的证书不受信任。请填写您所在网络的证书颁发机构（CA）。</translation>
    </message>
    <message>
        <source>What the server asked for is not there where it gets its software: it answered &quot;not found&quot;.</source>
        <translation>服务器的软件源里没有所请求的内容：对方回答“未找到”。</translation>
    </message>
    <message>
        <source>A package that is needed is not offered where the server gets its software.</source>
        <translation>服务器的软件源里没有所需的软件包。</translation>
    </message>
    <message>
        <source>The server knows no place to get software from: none is set up, or each is switched off.</source>
        <translation>服务器没有可用的软件源：没有设置，或者都已停用。</translation>
    </message>
    <message>
        <source>Choose a server with Debian 12 or newer, Ubuntu 22.04 or newer, or RHEL, Rocky Linux, AlmaLinux or Oracle Linux 8 to 10.</source>
        <translation>请选择运行 Debian 12 或更新版本、Ubuntu 22.04 或更新版本，或者 RHEL、Rocky Linux、AlmaLinux、Oracle Linux 8 到 10 的服务器。</translation>
    </message>
    <message>
        <source>{system} has no PyTorch among its packages. Let it come from PyPI (on the command line: --set software.source=pypi).</source>
        <translation>{system} 自带的软件包里没有 PyTorch。请改从 PyPI 安装（命令行：--set software.source=pypi）。</translation>
    </message>
    <message>
        <source>mirrors of {system} differ too much to be used by their address alone. Set yours up in /etc/yum.repos.d on the server, and leave the setting mirror.apt empty.</source>
        <translation>{system} 的各个镜像结构差异太大，只凭地址无法使用。请在服务器的 /etc/yum.repos.d 里设置您的镜像，并把 mirror.apt 留空。</translation>
    </message>
    <message>
        <source>The server cannot reach {host}, where the software for its GPU is. The PyTorch among the system&apos;s own packages computes on the processor alone.</source>
        <translation>服务器连不上 {host}，而支持 GPU 的软件在那里。系统自带软件包里的 PyTorch 只用处理器计算。</translation>
    </message>
    <message>
        <source>{framework} was verified on the CPU: the one among the system&apos;s own packages computes on the processor alone. To use the GPU, let it come from PyPI.</source>
        <translation>{framework} 已在处理器上通过验证：系统自带软件包里的版本只用处理器计算。要使用 GPU，请改从 PyPI 安装。</translation>
    </message>
    <message>
        <source>This machine has an NVIDIA GPU, but the PyTorch among the system&apos;s own packages computes on the processor alone. To use the GPU, let it come from PyPI.</source>
        <translation>这台机器有 NVIDIA GPU，但系统自带软件包里的 PyTorch 只用处理器计算。要使用 GPU，请改从 PyPI 安装。</translation>
    </message>
    <message>
        <source>Not through the proxy</source>
        <translation>不走代理的地址</translation>
    </message>
    <message>
        <source>Servers that are reached directly, with commas between. A dot in front means all of a domain: localhost,.example.org</source>
        <translation>直接访问的服务器，用英文逗号分开。前面加一个点表示整个域名：localhost,.example.org</translation>
    </message>
    <message>
        <source>System packages</source>
        <translation>系统软件包</translation>
    </message>
    <message>
        <source>A mirror of the system&apos;s packages, asked instead of the place that the server asks now. Signatures are checked as ever.</source>
        <translation>系统软件包的镜像，用来代替服务器现在使用的源。签名照常校验。</translation>
    </message>
    <message>
        <source>Python packages (PyPI)</source>
        <translation>Python 软件包（PyPI）</translation>
    </message>
    <message>
        <source>A mirror of the Python package index. Its address mostly ends in /simple</source>
        <translation>Python 软件包索引的镜像，地址一般以 /simple 结尾</translation>
    </message>
    <message>
        <source>PyTorch packages</source>
        <translation>PyTorch 软件包</translation>
    </message>
    <message>
        <source>A mirror of download.pytorch.org/whl, with the folders cpu, cu130 and so on in it.</source>
        <translation>download.pytorch.org/whl 的镜像，里面有 cpu、cu130 等文件夹。</translation>
    </message>
    <message>
        <source>conda packages</source>
        <translation>conda 软件包</translation>
    </message>
    <message>
        <source>A mirror of conda.anaconda.org, with the folder conda-forge in it. Used only where the software comes from conda.</source>
        <translation>conda.anaconda.org 的镜像，里面有 conda-forge 文件夹。只在软件来自 conda 时使用。</translation>
    </message>
    <message>
        <source>NVIDIA packages</source>
        <translation>NVIDIA 软件包</translation>
    </message>
    <message>
        <source>A mirror of developer.download.nvidia.com/compute/cuda/repos, for the GPU&apos;s driver and the CUDA compiler.</source>
        <translation>developer.download.nvidia.com/compute/cuda/repos 的镜像，用于显卡驱动和 CUDA 编译器。</translation>
    </message>
    <message>
        <source>Hugging Face models</source>
        <translation>Hugging Face 模型</translation>
    </message>
    <message>
        <source>A mirror of huggingface.co, from which notebooks fetch models and data.</source>
        <translation>huggingface.co 的镜像，笔记本从那里下载模型和数据。</translation>
    </message>
    <message>
        <source>{mirror}: {url} is the fastest of yours ({ms} ms).</source>
        <translation>{mirror}：您填写的镜像中 {url} 最快（{ms} 毫秒）。</translation>
    </message>
    <message>
        <source>{mirror}: none of yours answers the server now; the first is used.</source>
        <translation>{mirror}：您填写的镜像现在都连不上，先用第一个。</translation>
    </message>
    <message>
        <source>{file} on the server is yours and stays as it is. For what you install there by yourself, add this to it: {add}</source>
        <translation>服务器上的 {file} 是您自己的文件，不会改动。如果希望以后自己安装软件时也生效，请把下面的内容加进去：{add}</translation>
    </message>
    <message>
        <source>Tell the system about your network</source>
        <translation>让系统了解您的网络</translation>
    </message>
    <message>
        <source>Writes the proxy and the certificates into the system&apos;s own settings, so that they also hold for what you install later.</source>
        <translation>把代理和证书写进系统自己的设置，您以后安装软件时同样有效。</translation>
    </message>
    <message>
        <source>Tell the notebook about your network</source>
        <translation>让笔记本了解您的网络</translation>
    </message>
    <message>
        <source>Proxy, certificates and mirrors for what you install in notebooks and terminals.</source>
        <translation>为您在笔记本和终端里安装软件准备好代理、证书和镜像。</translation>
    </message>
    <message>
        <source>Where Python&apos;s packages come from. &quot;auto&quot; looks what can be reached and says what it chose; it never takes &quot;conda&quot;, which is conda-forge.</source>
        <translation>Python 软件包的来源。“auto”会查看哪些来源连得上，并说明选了哪个；它不会选“conda”，即 conda-forge。</translation>
    </message>
    <message>
        <source>The frameworks come from conda-forge, as you wished; its newest versions often follow those of PyPI by some weeks.</source>
        <translation>按您的选择，框架来自 conda-forge；那里的最新版本通常比 PyPI 晚几周。</translation>
    </message>
    <message>
        <source>The newer versions did not pass the test. What was there before is back.</source>
        <translation>新版本没有通过测试。已恢复为之前的版本。</translation>
    </message>
    <message>
        <source>working together in one notebook is not among the system&apos;s own packages. Let the software come from PyPI, or leave it out.</source>
        <translation>系统自带的软件包不支持多人协作编辑笔记本。请让软件来自 PyPI，或不选此项。</translation>
    </message>
    <message>
        <source>These versions on {machine} change: {changes}. What was there before is kept. Go on?</source>
        <translation>{machine} 上的以下版本将会改变：{changes}。之前的版本会保留。要继续吗？</translation>
    </message>
    <message>
        <source>These versions on {machine} change: {changes}. What was there before is kept. Notebooks running there: {count}. They are restarted and lose what they have computed. Go on?</source>
        <translation>{machine} 上的以下版本将会改变：{changes}。之前的版本会保留。正在运行的笔记本：{count} 个，它们会重新启动，已算出的结果会丢失。要继续吗？</translation>
    </message>
    <message>
        <source>What was there before is put back on {machine}: {changes}. What you installed into it since then is lost. Go on?</source>
        <translation>{machine} 将恢复为之前的版本：{changes}。此后您在其中安装的内容会丢失。要继续吗？</translation>
    </message>
    <message>
        <source>What was there before is put back on {machine}: {changes}. What you installed into it since then is lost. Notebooks running there: {count}. They are restarted and lose what they have computed. Go on?</source>
        <translation>{machine} 将恢复为之前的版本：{changes}。此后您在其中安装的内容会丢失。正在运行的笔记本：{count} 个，它们会重新启动，已算出的结果会丢失。要继续吗？</translation>
    </message>
    <message>
        <source>the software of this machine does not come from the Python package index (PyPI); its own system keeps it up to date.</source>
        <translation>这台机器的软件不是来自 Python 软件包索引（PyPI），由它自己的系统负责更新。</translation>
    </message>
    <message>
        <source>this machine is not set up to the end yet.</source>
        <translation>这台机器尚未设置完成。</translation>
    </message>
    <message>
        <source>nothing was updated, so there is nothing to go back to.</source>
        <translation>没有做过更新，所以没有可以恢复的版本。</translation>
    </message>
    <message>
        <source>Looking for newer versions of {framework}</source>
        <translation>正在查找 {framework} 的新版本</translation>
    </message>
    <message>
        <source>Changing the version of {framework}</source>
        <translation>正在更换 {framework} 的版本</translation>
    </message>
    <message>
        <source>The new versions did not pass the test. What was there before is back, and was proven again.</source>
        <translation>新版本没有通过测试。已恢复为之前的版本，并重新通过了验证。</translation>
    </message>
    <message>
        <source>Change the versions</source>
        <translation>更换版本</translation>
    </message>
    <message>
        <source>Builds each environment anew beside the old one, and then lets the two change places. The old one is kept.</source>
        <translation>在旧环境旁边建好新环境，再让两者互换位置。旧环境会保留。</translation>
    </message>
    <message>
        <source>Install Git</source>
        <translation>安装 Git</translation>
    </message>
    <message>
        <source>Keeps versions of your notebooks and programs, with a panel for it in the notebook.</source>
        <translation>保存笔记本和程序的各个版本，并在笔记本中显示 Git 面板。</translation>
    </message>
    <message>
        <source>Let several people work together</source>
        <translation>启用多人协作</translation>
    </message>
    <message>
        <source>Everybody who opens the same notebook sees what the others type.</source>
        <translation>打开同一个笔记本的每个人都能看到其他人输入的内容。</translation>
    </message>
    <message>
        <source>Prepare for VS Code</source>
        <translation>为 VS Code 做准备</translation>
    </message>
    <message>
        <source>What VS Code on your computer needs to work on this machine, and which Python it takes there.</source>
        <translation>安装您电脑上的 VS Code 在这台机器上工作所需的内容，并设定它使用的 Python。</translation>
    </message>
    <message>
        <source>Git</source>
        <translation>Git</translation>
    </message>
    <message>
        <source>Working together</source>
        <translation>多人协作</translation>
    </message>
    <message>
        <source>VS Code</source>
        <translation>VS Code</translation>
    </message>
    <message>
        <source>{framework} is not there: its part of the set-up was not done, or was taken away.</source>
        <translation>{framework} 不在这台机器上：它的安装步骤没有完成，或已被移除。</translation>
    </message>
    <message>
        <source>{framework} is installed, but it cannot be loaded: something in it is missing or damaged.</source>
        <translation>{framework} 已安装，但无法加载：有文件缺失或损坏。</translation>
    </message>
    <message>
        <source>This machine has no NVIDIA GPU any more; when it was set up, it had one.</source>
        <translation>这台机器现在没有 NVIDIA GPU，而设置时是有的。</translation>
    </message>
    <message>
        <source>{framework} was not built for this GPU.</source>
        <translation>这个版本的 {framework} 不支持这块 GPU。</translation>
    </message>
    <message>
        <source>The GPU is not visible inside this container. Whoever starts the container can hand it in, with docker for example by --gpus all.</source>
        <translation>在这个容器里看不到 GPU。启动容器时可以把 GPU 交给它，例如 docker 的 --gpus all。</translation>
    </message>
    <message>
        <source>The GPU is set aside for virtual machines ({driver} holds it), so this system cannot use it.</source>
        <translation>这块 GPU 留给了虚拟机（由 {driver} 占用），本系统无法使用。</translation>
    </message>
    <message>
        <source>Another program uses the GPU and lets nobody else in: {holder}.</source>
        <translation>另一个程序独占了 GPU：{holder}。</translation>
    </message>
    <message>
        <source>The memory of the GPU is full; most of it is used by {holder}.</source>
        <translation>GPU 的显存已满，占用最多的是 {holder}。</translation>
    </message>
    <message>
        <source>The test of {framework} did not end in time.</source>
        <translation>{framework} 的测试没有按时结束。</translation>
    </message>
    <message>
        <source>{framework} does not compute on the GPU, although the GPU works.</source>
        <translation>GPU 工作正常，但 {framework} 没有用它计算。</translation>
    </message>
    <message>
        <source>CUDA does not start on this GPU (error {code}).</source>
        <translation>CUDA 无法在这块 GPU 上启动（错误 {code}）。</translation>
    </message>
    <message>
        <source>The GPU in the machine</source>
        <translation>机器里的 GPU</translation>
    </message>
    <message>
        <source>The driver in the system&apos;s kernel</source>
        <translation>系统内核里的驱动</translation>
    </message>
    <message>
        <source>The driver answers</source>
        <translation>驱动有响应</translation>
    </message>
    <message>
        <source>The driver&apos;s library</source>
        <translation>驱动的库</translation>
    </message>
    <message>
        <source>CUDA starts</source>
        <translation>CUDA 能启动</translation>
    </message>
    <message>
        <source>{framework} fits</source>
        <translation>{framework} 的版本合适</translation>
    </message>
    <message>
        <source>{framework} computes</source>
        <translation>{framework} 能计算</translation>
    </message>
    <message>
        <source>NVIDIA GPUs: {count}</source>
        <translation>NVIDIA GPU：{count} 块</translation>
    </message>
    <message>
        <source>version {version} ({flavour})</source>
        <translation>版本 {version}（{flavour}）</translation>
    </message>
    <message>
        <source>version {version}</source>
        <translation>版本 {version}</translation>
    </message>
    <message>
        <source>CUDA {version}, compute capability {capability}</source>
        <translation>CUDA {version}，计算能力 {capability}</translation>
    </message>
    <message>
        <source>CUDA {version}</source>
        <translation>CUDA {version}</translation>
    </message>
    <message>
        <source>version {version}, built for CUDA {cuda}</source>
        <translation>版本 {version}，适用于 CUDA {cuda}</translation>
    </message>
    <message>
        <source>version {version}, for the processor</source>
        <translation>版本 {version}，用于处理器</translation>
    </message>
    <message>
        <source>in {seconds} s on {gpu}</source>
        <translation>用时 {seconds} 秒，在 {gpu} 上</translation>
    </message>
    <message>
        <source>in {seconds} s on the processor</source>
        <translation>用时 {seconds} 秒，在处理器上</translation>
    </message>
    <message>
        <source>open</source>
        <translation>开源</translation>
    </message>
    <message>
        <source>proprietary</source>
        <translation>专有</translation>
    </message>
    <message>
        <source>all right</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>有问题</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>未检查到</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>不需要</translation>
    </message>
    <message>
        <source>There is no NVIDIA GPU in this machine.</source>
        <translation>这台机器里没有 NVIDIA GPU。</translation>
    </message>
    <message>
        <source>not needed here</source>
        <translation>这里不需要</translation>
    </message>
    <message>
        <source>Make {framework}&apos;s environment anew? Your notebooks and files stay; packages that you added to that environment yourself have to be installed again.</source>
        <translation>要重新创建 {framework} 的环境吗？您的笔记本和文件会保留；您自己装进这个环境的软件包需要重新安装。</translation>
    </message>
    <message>
        <source>what is broken lies outside of what Firstlight sets up.</source>
        <translation>出问题的部分不是由 Firstlight 设置的。</translation>
    </message>
    <message>
        <source>Looking for what keeps the GPU from computing</source>
        <translation>正在查找 GPU 不能计算的原因</translation>
    </message>
    <message>
        <source>AWS does not accept this access key, or its secret does not belong to it.</source>
        <translation>AWS 不接受这个访问密钥，或者密钥与密码不匹配。</translation>
    </message>
    <message>
        <source>AWS knows no access key with this ID.</source>
        <translation>AWS 没有这个 ID 的访问密钥。</translation>
    </message>
    <message>
        <source>The secret access key does not belong to this access key ID.</source>
        <translation>私有访问密钥与这个访问密钥 ID 不匹配。</translation>
    </message>
    <message>
        <source>AWS could not check the signature of the request: the secret access key is probably mistyped.</source>
        <translation>AWS 无法核对请求的签名：私有访问密钥可能输错了。</translation>
    </message>
    <message>
        <source>AWS does not know this login. Temporary keys also need their session token.</source>
        <translation>AWS 不认识这个登录信息。临时密钥还需要会话令牌。</translation>
    </message>
    <message>
        <source>AWS could not read the signature of the request.</source>
        <translation>AWS 无法读取请求的签名。</translation>
    </message>
    <message>
        <source>The temporary login has run out, or the clock of this computer is off.</source>
        <translation>临时登录已过期，或者这台电脑的时钟不准。</translation>
    </message>
    <message>
        <source>The clock of this computer is more than five minutes off, so AWS refuses its requests.</source>
        <translation>这台电脑的时钟误差超过五分钟，因此 AWS 拒绝它的请求。</translation>
    </message>
    <message>
        <source>The temporary login to AWS has run out.</source>
        <translation>AWS 的临时登录已过期。</translation>
    </message>
    <message>
        <source>The temporary login to this service of AWS has run out.</source>
        <translation>这项 AWS 服务的临时登录已过期。</translation>
    </message>
    <message>
        <source>The account is not signed up for EC2 yet, or this region is not switched on in it.</source>
        <translation>该账户尚未开通 EC2，或者没有启用这个区域。</translation>
    </message>
    <message>
        <source>AWS is still checking the account. That mostly takes minutes, at most four hours.</source>
        <translation>AWS 仍在审核该账户，通常只需几分钟，最长四小时。</translation>
    </message>
    <message>
        <source>AWS has blocked the account.</source>
        <translation>AWS 已封锁该账户。</translation>
    </message>
    <message>
        <source>The login may not do {permission}.</source>
        <translation>该登录无权执行 {permission}。</translation>
    </message>
    <message>
        <source>The login is not allowed to ask AWS for {permission}.</source>
        <translation>该登录不允许向 AWS 请求 {permission}。</translation>
    </message>
    <message>
        <source>This service of AWS does not let the login do {permission}.</source>
        <translation>这项 AWS 服务不允许该登录执行 {permission}。</translation>
    </message>
    <message>
        <source>AWS only tried whether the login may do it; nothing was done.</source>
        <translation>AWS 只是检查了权限，没有执行任何操作。</translation>
    </message>
    <message>
        <source>The account&apos;s quota of vCPUs for this family of machines is too small. New accounts often have 0 for GPUs.</source>
        <translation>该账户对这类机器的 vCPU 配额不足。新账户的 GPU 配额通常为 0。</translation>
    </message>
    <message>
        <source>The account&apos;s quota for spot machines is too small.</source>
        <translation>该账户的 Spot 实例配额不足。</translation>
    </message>
    <message>
        <source>The account has as many machines as it may have.</source>
        <translation>该账户的机器数量已达上限。</translation>
    </message>
    <message>
        <source>The account has as much disk as it may have.</source>
        <translation>该账户的磁盘容量已达上限。</translation>
    </message>
    <message>
        <source>The account has as many networks (VPC) as it may have in this region.</source>
        <translation>该账户在这个区域的网络（VPC）数量已达上限。</translation>
    </message>
    <message>
        <source>The account has as many security groups as it may have in this region.</source>
        <translation>该账户在这个区域的安全组数量已达上限。</translation>
    </message>
    <message>
        <source>The security group has as many rules as it may have.</source>
        <translation>该安全组的规则数量已达上限。</translation>
    </message>
    <message>
        <source>A thing in the account has more tags than AWS allows.</source>
        <translation>账户中某个资源的标签数量超过了 AWS 的上限。</translation>
    </message>
    <message>
        <source>The account has as many things of this kind as it may have.</source>
        <translation>该账户中这类资源的数量已达上限。</translation>
    </message>
    <message>
        <source>AWS has no free machine of this kind in this zone just now. Nothing was charged.</source>
        <translation>AWS 目前在这个可用区没有空闲的此类机器，没有产生费用。</translation>
    </message>
    <message>
        <source>AWS has no free host for this kind of machine just now.</source>
        <translation>AWS 目前没有可供此类机器使用的主机。</translation>
    </message>
    <message>
        <source>The network in the account has no free address left.</source>
        <translation>账户中的网络已没有空闲地址。</translation>
    </message>
    <message>
        <source>This kind of machine is not to be had in this zone.</source>
        <translation>这个可用区不提供此类机器。</translation>
    </message>
    <message>
        <source>The spot price of this machine is higher than what was offered.</source>
        <translation>该机器的 Spot 价格高于出价。</translation>
    </message>
    <message>
        <source>AWS does not accept one of the values that were chosen.</source>
        <translation>AWS 不接受所选的某个值。</translation>
    </message>
    <message>
        <source>AWS does not allow this combination, or the account&apos;s plan does not include this machine.</source>
        <translation>AWS 不允许这种组合，或者该账户的套餐不包含这种机器。</translation>
    </message>
    <message>
        <source>There is no such kind of machine in this region.</source>
        <translation>这个区域没有这种机器。</translation>
    </message>
    <message>
        <source>There is no such image in this region.</source>
        <translation>这个区域没有这个镜像。</translation>
    </message>
    <message>
        <source>This is no ID of an image.</source>
        <translation>这不是有效的镜像 ID。</translation>
    </message>
    <message>
        <source>The image was withdrawn.</source>
        <translation>该镜像已被撤下。</translation>
    </message>
    <message>
        <source>AWS cannot read the SSH key that was made for the machine.</source>
        <translation>AWS 无法读取为该机器生成的 SSH 密钥。</translation>
    </message>
    <message>
        <source>The request to AWS lacked a value.</source>
        <translation>发给 AWS 的请求缺少一个值。</translation>
    </message>
    <message>
        <source>The request to AWS held a value that it does not know.</source>
        <translation>发给 AWS 的请求包含它不认识的值。</translation>
    </message>
    <message>
        <source>This is no ID of a machine.</source>
        <translation>这不是有效的机器 ID。</translation>
    </message>
    <message>
        <source>AWS could not read the first orders for the machine.</source>
        <translation>AWS 无法读取机器的启动指令。</translation>
    </message>
    <message>
        <source>A machine was asked for under the same mark before, with other wishes.</source>
        <translation>之前曾以相同标记、不同要求申请过一台机器。</translation>
    </message>
    <message>
        <source>The machine that was asked for under this mark has ended already.</source>
        <translation>以此标记申请的机器已经终止。</translation>
    </message>
    <message>
        <source>The machine&apos;s SSH key is not in this region any more.</source>
        <translation>该机器的 SSH 密钥已不在这个区域。</translation>
    </message>
    <message>
        <source>There is an SSH key of this name in the region already.</source>
        <translation>这个区域已有同名的 SSH 密钥。</translation>
    </message>
    <message>
        <source>The machine&apos;s security group is not there any more.</source>
        <translation>该机器的安全组已不存在。</translation>
    </message>
    <message>
        <source>There is a security group of this name already.</source>
        <translation>已有同名的安全组。</translation>
    </message>
    <message>
        <source>The security group is still in use.</source>
        <translation>该安全组仍在使用中。</translation>
    </message>
    <message>
        <source>Something in the account still hangs on the security group.</source>
        <translation>账户中仍有资源依赖该安全组。</translation>
    </message>
    <message>
        <source>The security group lets this address in already.</source>
        <translation>该安全组已允许这个地址。</translation>
    </message>
    <message>
        <source>The security group did not let this address in.</source>
        <translation>该安全组原本就不允许这个地址。</translation>
    </message>
    <message>
        <source>AWS knows no such machine in this region.</source>
        <translation>AWS 在这个区域没有这台机器。</translation>
    </message>
    <message>
        <source>That is not possible while the machine is in this state.</source>
        <translation>机器处于当前状态时无法执行此操作。</translation>
    </message>
    <message>
        <source>That is not possible in this state.</source>
        <translation>当前状态下无法执行此操作。</translation>
    </message>
    <message>
        <source>The machine is protected against being stopped or ended.</source>
        <translation>该机器启用了停止或终止保护。</translation>
    </message>
    <message>
        <source>The account has no default network (VPC) in this region.</source>
        <translation>该账户在这个区域没有默认网络（VPC）。</translation>
    </message>
    <message>
        <source>The default network (VPC) is there already.</source>
        <translation>默认网络（VPC）已存在。</translation>
    </message>
    <message>
        <source>AWS was asked too often at once, by this account.</source>
        <translation>该账户对 AWS 的请求过于频繁。</translation>
    </message>
    <message>
        <source>AWS asks to wait: it was asked too fast.</source>
        <translation>AWS 要求等待：请求过快。</translation>
    </message>
    <message>
        <source>This service of AWS asks to wait: it was asked too fast.</source>
        <translation>这项 AWS 服务要求等待：请求过快。</translation>
    </message>
    <message>
        <source>This service of AWS was asked too often at once.</source>
        <translation>对这项 AWS 服务的请求过于频繁。</translation>
    </message>
    <message>
        <source>AWS has a fault of its own.</source>
        <translation>AWS 自身出现故障。</translation>
    </message>
    <message>
        <source>AWS failed within.</source>
        <translation>AWS 内部出错。</translation>
    </message>
    <message>
        <source>This service of AWS has a fault of its own.</source>
        <translation>这项 AWS 服务自身出现故障。</translation>
    </message>
    <message>
        <source>This service of AWS failed within.</source>
        <translation>这项 AWS 服务内部出错。</translation>
    </message>
    <message>
        <source>This service of AWS did not work just now.</source>
        <translation>这项 AWS 服务暂时无法工作。</translation>
    </message>
    <message>
        <source>AWS is overloaded just now.</source>
        <translation>AWS 目前负载过高。</translation>
    </message>
    <message>
        <source>This service of AWS is not available just now.</source>
        <translation>这项 AWS 服务目前不可用。</translation>
    </message>
    <message>
        <source>What answers as {host} cannot prove that it is {host}. Often a network wants a sign-in page in the browser first; it may also be a company&apos;s proxy, whose certificate must be named.</source>
        <translation>自称 {host} 的服务器无法证明自己的身份。常见原因是网络需要先在浏览器中登录；也可能是公司代理，需要指定它的证书。</translation>
    </message>
    <message>
        <source>The proxy {proxy} wants a login of its own.</source>
        <translation>代理 {proxy} 要求单独登录。</translation>
    </message>
    <message>
        <source>The proxy {proxy} does not let the request through.</source>
        <translation>代理 {proxy} 不允许该请求通过。</translation>
    </message>
    <message>
        <source>The provider does not accept this login.</source>
        <translation>服务商不接受这个登录信息。</translation>
    </message>
    <message>
        <source>The login to the provider has run out.</source>
        <translation>服务商的登录已过期。</translation>
    </message>
    <message>
        <source>The clock of this computer is {minutes} minutes off, so the provider refuses its requests.</source>
        <translation>这台电脑的时钟相差 {minutes} 分钟，因此服务商拒绝它的请求。</translation>
    </message>
    <message>
        <source>The clock of this computer is off, so the provider refuses its requests.</source>
        <translation>这台电脑的时钟不准，因此服务商拒绝它的请求。</translation>
    </message>
    <message>
        <source>The login lacks a permission.</source>
        <translation>该登录缺少一项权限。</translation>
    </message>
    <message>
        <source>The account with the provider is not ready yet.</source>
        <translation>服务商账户尚未就绪。</translation>
    </message>
    <message>
        <source>A web page answered instead of the provider. This network probably wants you to sign in with the browser first.</source>
        <translation>应答的是一个网页，而不是服务商。这个网络可能需要您先用浏览器登录。</translation>
    </message>
    <message>
        <source>Set the clock of this computer (best: by the internet), then try again.</source>
        <translation>请校准这台电脑的时钟（最好与互联网同步），然后重试。</translation>
    </message>
    <message>
        <source>Sign in again, then continue; nothing is lost.</source>
        <translation>请重新登录，然后继续；不会丢失任何内容。</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Give the login the permissions that Firstlight needs: copy the list and hand it to whoever runs the account.</source>
        <translation>请为该登录授予 Firstlight 需要的权限：复制列表并交给账户管理员。</translation>
    </message>
    <message>
        <source>Show the permissions</source>
        <translation>显示权限</translation>
    </message>
    <message>
        <source>Finish the sign-up on the provider&apos;s own page, then try again.</source>
        <translation>请在服务商的网站上完成注册，然后重试。</translation>
    </message>
    <message>
        <source>Ask the provider for a larger quota, or choose a smaller machine.</source>
        <translation>请向服务商申请更大的配额，或选择更小的机器。</translation>
    </message>
    <message>
        <source>Choose another machine</source>
        <translation>选择其他机器</translation>
    </message>
    <message>
        <source>Choose another kind of machine or another region, or try again later.</source>
        <translation>请选择其他机型或区域，或稍后重试。</translation>
    </message>
    <message>
        <source>Check the network of this computer: open a page in the browser and sign in where it asks; behind a proxy, enter it. Then try again.</source>
        <translation>请检查这台电脑的网络：在浏览器中打开一个网页，按提示登录；如果使用代理，请填写代理。然后重试。</translation>
    </message>
    <message>
        <source>Amazon Web Services</source>
        <translation>亚马逊云科技（AWS）</translation>
    </message>
    <message>
        <source>A machine with an NVIDIA GPU, rented by the second from Amazon.</source>
        <translation>向亚马逊按秒租用的带 NVIDIA GPU 的机器。</translation>
    </message>
    <message>
        <source>AWS profile</source>
        <translation>AWS 配置文件</translation>
    </message>
    <message>
        <source>A login that is on this computer already, kept by the AWS command line. Leave it empty to paste keys or to use the default one.</source>
        <translation>这台电脑上已有的登录信息，由 AWS 命令行工具保存。留空则粘贴密钥或使用默认配置。</translation>
    </message>
    <message>
        <source>Access key ID</source>
        <translation>访问密钥 ID</translation>
    </message>
    <message>
        <source>The name of a key for programs, like AKIA…. You make one on AWS&apos;s page Security credentials.</source>
        <translation>供程序使用的密钥名称，例如 AKIA…。可在 AWS 的“安全凭证”页面创建。</translation>
    </message>
    <message>
        <source>Secret access key</source>
        <translation>私有访问密钥</translation>
    </message>
    <message>
        <source>The secret half of the key. AWS shows it once, when the key is made. It is kept in this computer&apos;s key ring and nowhere else.</source>
        <translation>密钥的保密部分。AWS 只在创建时显示一次。它只保存在这台电脑的密钥环中。</translation>
    </message>
    <message>
        <source>Session token</source>
        <translation>会话令牌</translation>
    </message>
    <message>
        <source>Only for temporary keys, whose ID begins with ASIA. Leave it empty otherwise.</source>
        <translation>仅用于 ID 以 ASIA 开头的临时密钥，否则请留空。</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Where the machine stands. A near one answers faster; prices differ.</source>
        <translation>机器所在的位置。距离近的响应更快；价格各不相同。</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>What is on the disk at the start. Ubuntu is small and is set up step by step; the Deep Learning images have drivers already.</source>
        <translation>磁盘上最初的内容。Ubuntu 较小，会逐步设置；深度学习镜像已包含驱动程序。</translation>
    </message>
    <message>
        <source>Spot</source>
        <translation>Spot 实例</translation>
    </message>
    <message>
        <source>Much cheaper, but AWS may end the machine at any time, with all that is on it.</source>
        <translation>便宜得多，但 AWS 可能随时终止机器，机器上的内容会全部丢失。</translation>
    </message>
    <message>
        <source>about 15 minutes</source>
        <translation>大约 15 分钟</translation>
    </message>
    <message>
        <source>an AWS account; new ones must ask for a GPU quota first</source>
        <translation>AWS 账户；新账户需要先申请 GPU 配额</translation>
    </message>
    <message>
        <source>Your quota for this family is 0: ask AWS for one first.</source>
        <translation>您对这类机器的配额为 0：请先向 AWS 申请。</translation>
    </message>
    <message>
        <source>Your quota for this family is too small for it.</source>
        <translation>您对这类机器的配额不够。</translation>
    </message>
    <message>
        <source>the default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Deep Learning AMI, drivers ready (Ubuntu 24.04)</source>
        <translation>深度学习 AMI，驱动已就绪（Ubuntu 24.04）</translation>
    </message>
    <message>
        <source>Deep Learning AMI with PyTorch (Ubuntu 24.04)</source>
        <translation>带 PyTorch 的深度学习 AMI（Ubuntu 24.04）</translation>
    </message>
    <message>
        <source>cannot be told</source>
        <translation>无法判断</translation>
    </message>
    <message>
        <source>{cores} cores</source>
        <translation>{cores} 个核心</translation>
    </message>
    <message>
        <source>{cores} cores, {cpu}</source>
        <translation>{cores} 个核心，{cpu}</translation>
    </message>
    <message>
        <source>{gb} GB</source>
        <translation>{gb} GB</translation>
    </message>
    <message>
        <source>{gb} GB, of them {ssd} GB on SSDs</source>
        <translation>{gb} GB，其中 {ssd} GB 在固态硬盘上</translation>
    </message>
    <message>
        <source>no NVIDIA GPU</source>
        <translation>没有 NVIDIA GPU</translation>
    </message>
    <message>
        <source>{gpu}</source>
        <translation>{gpu}</translation>
    </message>
    <message>
        <source>{gpu}, {gb} GB</source>
        <translation>{gpu}，{gb} GB</translation>
    </message>
    <message>
        <source>nothing said</source>
        <translation>没有要求</translation>
    </message>
    <message>
        <source>Core i5, i7 or Xeon, or {cores} cores</source>
        <translation>酷睿 i5、i7 或至强，或 {cores} 个核心</translation>
    </message>
    <message>
        <source>{cores} cores or more, with AVX2</source>
        <translation>{cores} 个或更多核心，支持 AVX2</translation>
    </message>
    <message>
        <source>{gb} GB or more</source>
        <translation>{gb} GB 或更多</translation>
    </message>
    <message>
        <source>an SSD of {ssd} GB or more, and 1 TB</source>
        <translation>{ssd} GB 或更大的固态硬盘，另加 1 TB</translation>
    </message>
    <message>
        <source>an SSD of {ssd} GB or more</source>
        <translation>{ssd} GB 或更大的固态硬盘</translation>
    </message>
    <message>
        <source>better than a GTX 1070, {gb} GB or more</source>
        <translation>强于 GTX 1070，{gb} GB 或更多</translation>
    </message>
    <message>
        <source>compute capability {sm} or newer, {gb} GB or more</source>
        <translation>计算能力 {sm} 或更新，{gb} GB 或更多</translation>
    </message>
    <message>
        <source>This could not be looked at.</source>
        <translation>这一项无法查看。</translation>
    </message>
    <message>
        <source>The processor keeps a GPU busy.</source>
        <translation>处理器足以让 GPU 满负荷工作。</translation>
    </message>
    <message>
        <source>It works; preparing data takes longer than on more cores.</source>
        <translation>可以使用；准备数据会比核心更多时慢一些。</translation>
    </message>
    <message>
        <source>The processor has no AVX2, which most frameworks are built for: their newest versions may not start here.</source>
        <translation>处理器不支持 AVX2，而大多数框架都需要它：它们的最新版本在这里可能无法启动。</translation>
    </message>
    <message>
        <source>Whether the processor has AVX2 could not be told.</source>
        <translation>无法判断处理器是否支持 AVX2。</translation>
    </message>
    <message>
        <source>Enough, also for large data.</source>
        <translation>足够，大数据也可以。</translation>
    </message>
    <message>
        <source>Enough; {good} GB are more comfortable.</source>
        <translation>足够；{good} GB 会更宽裕。</translation>
    </message>
    <message>
        <source>Enough for most; a GPU of this size wants twice its own memory, {gb} GB.</source>
        <translation>对大多数用途足够；这样的 GPU 最好配显存两倍的内存，即 {gb} GB。</translation>
    </message>
    <message>
        <source>Small models will work. {good} GB are comfortable, and memory is easy to add.</source>
        <translation>小模型可以运行。{good} GB 会比较宽裕，内存也容易添加。</translation>
    </message>
    <message>
        <source>Enough, and fast.</source>
        <translation>足够，而且快。</translation>
    </message>
    <message>
        <source>The frameworks fit; large data needs a larger SSD.</source>
        <translation>框架装得下；大数据需要更大的固态硬盘。</translation>
    </message>
    <message>
        <source>There is no SSD: loading data will be slow. An SSD is the cheapest thing to add.</source>
        <translation>没有固态硬盘：读取数据会很慢。加一块固态硬盘是最便宜的改进。</translation>
    </message>
    <message>
        <source>Of a virtual disk it cannot be told whether there is an SSD behind it.</source>
        <translation>虚拟磁盘背后是不是固态硬盘，无法判断。</translation>
    </message>
    <message>
        <source>The frameworks need 15 to 30 GB.</source>
        <translation>框架需要 15 到 30 GB。</translation>
    </message>
    <message>
        <source>The frameworks need 15 to 30 GB: make room first.</source>
        <translation>框架需要 15 到 30 GB：请先腾出空间。</translation>
    </message>
    <message>
        <source>Everything works without a GPU, 10 to 50 times slower. An NVIDIA card with {wants} GB or more would change that.</source>
        <translation>没有 GPU 也都能运行，但会慢 10 到 50 倍。一块 {wants} GB 或更大显存的 NVIDIA 显卡可以改变这一点。</translation>
    </message>
    <message>
        <source>{gpu} is not made by NVIDIA. Firstlight sets up NVIDIA GPUs only.</source>
        <translation>{gpu} 不是 NVIDIA 的产品。Firstlight 只能设置 NVIDIA GPU。</translation>
    </message>
    <message>
        <source>Firstlight does not know {gpu}, so it cannot tell.</source>
        <translation>Firstlight 不认识 {gpu}，因此无法判断。</translation>
    </message>
    <message>
        <source>{gpu} (compute capability {sm}) is too old for every framework of today.</source>
        <translation>{gpu}（计算能力 {sm}）对今天的所有框架来说都太旧了。</translation>
    </message>
    <message>
        <source>{gpu} (compute capability {sm}) still works, with older drivers and frameworks that end about 2028.</source>
        <translation>{gpu}（计算能力 {sm}）仍可使用，但只能用较旧的驱动和框架，它们大约在 2028 年停止维护。</translation>
    </message>
    <message>
        <source>New enough. How much memory it has is known once its driver is installed.</source>
        <translation>足够新。安装驱动之后才能知道它的显存有多大。</translation>
    </message>
    <message>
        <source>Enough for courses, pictures and small models. Large ones do not fit into {gb} GB.</source>
        <translation>足以学习课程、处理图像和运行小模型。大模型放不进 {gb} GB。</translation>
    </message>
    <message>
        <source>Enough for most training.</source>
        <translation>足以完成大多数训练。</translation>
    </message>
    <message>
        <source>Good for most training, and for language models of 7 to 14 billion parameters in 4-bit.</source>
        <translation>适合大多数训练，以及以 4 位运行 70 亿到 140 亿参数的语言模型。</translation>
    </message>
    <message>
        <source>Good for large models, up to 30 billion parameters in 4-bit.</source>
        <translation>适合大模型，以 4 位可运行 300 亿参数。</translation>
    </message>
    <message>
        <source>The GPU comes first: its memory of {gb} GB decides which models fit.</source>
        <translation>首先是 GPU：{gb} GB 的显存决定了哪些模型放得下。</translation>
    </message>
    <message>
        <source>This is a card for a computer that you have: it needs a free slot and a strong power supply.</source>
        <translation>这是装进您现有计算机的显卡：需要一个空插槽和足够强的电源。</translation>
    </message>
    <message>
        <source>It costs between ${low} and ${high}: it fits if you buy cheaply.</source>
        <translation>总价在 ${low} 到 ${high} 之间：买得便宜就够。</translation>
    </message>
    <message>
        <source>The money does not reach: ${missing} are missing. A rented GPU or a free notebook in the browser is the better start.</source>
        <translation>钱不够：还差 ${missing}。先租用 GPU 或使用浏览器里的免费笔记本会更好。</translation>
    </message>
    <message>
        <source>The price of {n} of the parts is not known and comes on top.</source>
        <translation>有 {n} 个部件的价格未知，需另外计入。</translation>
    </message>
    <message>
        <source>This card is sold used only: ask for the right to give it back.</source>
        <translation>这款显卡只有二手的：请要求可以退货。</translation>
    </message>
    <message>
        <source>Prices are of the month that stands beside them, from shops in the USA and without tax. Look again before you buy.</source>
        <translation>价格为旁边所注月份的美国商店价格，不含税。购买前请再查一次。</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Free disk</source>
        <translation>可用磁盘</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU（显卡）</translation>
    </message>
    <message>
        <source>Mainboard</source>
        <translation>主板</translation>
    </message>
    <message>
        <source>Cooler</source>
        <translation>散热器</translation>
    </message>
    <message>
        <source>SSD</source>
        <translation>固态硬盘</translation>
    </message>
    <message>
        <source>Power supply</source>
        <translation>电源</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>机箱</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>符合</translation>
    </message>
    <message>
        <source>falls short</source>
        <translation>不足</translation>
    </message>
    <message>
        <source>A computer for large models</source>
        <translation>适合大模型的计算机</translation>
    </message>
    <message>
        <source>A computer with a used 24 GB card and much memory</source>
        <translation>配二手 24 GB 显卡和大内存的计算机</translation>
    </message>
    <message>
        <source>A computer with a used 24 GB card</source>
        <translation>配二手 24 GB 显卡的计算机</translation>
    </message>
    <message>
        <source>A good computer for learning and training</source>
        <translation>适合学习和训练的计算机</translation>
    </message>
    <message>
        <source>The smallest computer that is worth its money</source>
        <translation>物有所值的最小配置</translation>
    </message>
    <message>
        <source>A card for the computer that you have</source>
        <translation>给您现有计算机的显卡</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} 到 {high}</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <translation>yyyy&apos;年&apos;M&apos;月&apos;</translation>
    </message>
    <message>
        <source>Google Colab</source>
        <translation>谷歌 Colab</translation>
    </message>
    <message>
        <source>A notebook in your browser that Google runs, with a free GPU. Nothing is set up.</source>
        <translation>由谷歌运行、在您浏览器里使用的笔记本，带免费 GPU。无需设置任何东西。</translation>
    </message>
    <message>
        <source>a Google account</source>
        <translation>谷歌账号</translation>
    </message>
    <message>
        <source>it ends after some hours of doing nothing, 12 at the most, and then forgets its files; a free GPU is not always to be had</source>
        <translation>闲置几小时后会结束，最长 12 小时，之后文件不再保留；免费 GPU 不一定总有</translation>
    </message>
    <message>
        <source>Paperspace Gradient</source>
        <translation>Paperspace Gradient 笔记本</translation>
    </message>
    <message>
        <source>A notebook in your browser on a machine of Paperspace, free or by the hour. Nothing is set up.</source>
        <translation>在您浏览器里使用、运行在 Paperspace 机器上的笔记本，免费或按小时付费。无需设置任何东西。</translation>
    </message>
    <message>
        <source>an account at Paperspace</source>
        <translation>Paperspace 账号</translation>
    </message>
    <message>
        <source>free machines stop after 12 hours, and what you make on them is public; the free GPU is an old one</source>
        <translation>免费机器 12 小时后停止，您在上面做的内容是公开的；免费 GPU 较旧</translation>
    </message>
    <message>
        <source>FloydHub Workspace</source>
        <translation>FloydHub 工作区</translation>
    </message>
    <message>
        <source>It was a notebook in the browser and closed in August 2021. What is nearest to it today is {instead}.</source>
        <translation>它曾是浏览器里的笔记本，已于 2021 年 8 月关闭。今天与它最接近的是 {instead}。</translation>
    </message>
    <message>
        <source>nothing any more</source>
        <translation>不再需要任何东西</translation>
    </message>
    <message>
        <source>it is closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>Lambda GPU Cloud</source>
        <translation>Lambda GPU 云</translation>
    </message>
    <message>
        <source>Rented machines with large GPUs, by the hour, with everything for deep learning already on them.</source>
        <translation>按小时租用、带大型 GPU 的机器，深度学习所需的一切都已装好。</translation>
    </message>
    <message>
        <source>an account with a credit card</source>
        <translation>绑定信用卡的账号</translation>
    </message>
    <message>
        <source>the small ones are often sold out; a machine cannot be stopped, only deleted</source>
        <translation>小型机器常常售罄；机器不能停止，只能删除</translation>
    </message>
    <message>
        <source>AWS Deep Learning AMI</source>
        <translation>AWS 深度学习镜像（AMI）</translation>
    </message>
    <message>
        <source>Rented machines of Amazon whose disk image already has drivers and frameworks.</source>
        <translation>亚马逊出租的机器，磁盘镜像里已有驱动和框架。</translation>
    </message>
    <message>
        <source>an AWS account with a credit card</source>
        <translation>绑定信用卡的 AWS 账号</translation>
    </message>
    <message>
        <source>a new account has no right to a GPU until you ask for it, which takes a day or two</source>
        <translation>新账号要先申请才能使用 GPU，需要一两天</translation>
    </message>
    <message>
        <source>Google Cloud Deep Learning VM</source>
        <translation>谷歌云深度学习虚拟机</translation>
    </message>
    <message>
        <source>Rented machines of Google whose disk image already has drivers and frameworks.</source>
        <translation>谷歌出租的机器，磁盘镜像里已有驱动和框架。</translation>
    </message>
    <message>
        <source>a Google Cloud account with a credit card</source>
        <translation>绑定信用卡的谷歌云账号</translation>
    </message>
    <message>
        <source>a new account has no right to a GPU until you ask for it</source>
        <translation>新账号要先申请才能使用 GPU</translation>
    </message>
    <message>
        <source>Azure virtual machine</source>
        <translation>Azure 虚拟机</translation>
    </message>
    <message>
        <source>Rented machines of Microsoft with a GPU, by the hour.</source>
        <translation>微软按小时出租、带 GPU 的机器。</translation>
    </message>
    <message>
        <source>an Azure account with a credit card</source>
        <translation>绑定信用卡的 Azure 账号</translation>
    </message>
    <message>
        <source>Your own computer, with your own GPU. Your data stays with you.</source>
        <translation>您自己的计算机和您自己的 GPU。数据留在您手里。</translation>
    </message>
    <message>
        <source>A computer at work, at your university or at home that you reach over SSH.</source>
        <translation>单位、学校或家里可以通过 SSH 登录的计算机。</translation>
    </message>
    <message>
        <source>its address and your login</source>
        <translation>它的地址和您的登录信息</translation>
    </message>
    <message>
        <source>Buy a computer</source>
        <translation>购买一台计算机</translation>
    </message>
    <message>
        <source>A computer with a GPU of your own. It pays off where it computes much, for years.</source>
        <translation>自己的带 GPU 的计算机。长年大量计算时才划算。</translation>
    </message>
    <message>
        <source>the whole sum at once</source>
        <translation>一次付清全部费用</translation>
    </message>
    <message>
        <source>power and noise at home; what you bought grows old</source>
        <translation>家里的电费和噪声；买来的东西会变旧</translation>
    </message>
    <message>
        <source>it has no GPU</source>
        <translation>没有 GPU</translation>
    </message>
    <message>
        <source>Its {gpu} has {gb} GB of memory, which is enough for what you want.</source>
        <translation>它的 {gpu} 有 {gb} GB 显存，足以满足您的需要。</translation>
    </message>
    <message>
        <source>Your own card with {gb} GB of memory is enough, and costs nothing but power.</source>
        <translation>您自己的 {gb} GB 显卡就够了，除电费外不花钱。</translation>
    </message>
    <message>
        <source>It computes without a GPU: enough for learning, slow for training.</source>
        <translation>没有 GPU 也能计算：学习够用，训练较慢。</translation>
    </message>
    <message>
        <source>It is free, but how long you may use it is limited.</source>
        <translation>免费，但可使用的时间有限。</translation>
    </message>
    <message>
        <source>Your data stays in the house.</source>
        <translation>您的数据留在本地。</translation>
    </message>
    <message>
        <source>You pay it all at once; the price here is spread over three years.</source>
        <translation>需要一次付清；这里的价格按三年分摊。</translation>
    </message>
    <message>
        <source>It costs while it runs, also when you do nothing: the price holds if you end it after your hours.</source>
        <translation>只要在运行就会计费，什么都不做也一样：用完就关掉，才是这个价格。</translation>
    </message>
    <message>
        <source>You can begin in about {minutes} minutes.</source>
        <translation>大约 {minutes} 分钟后就可以开始。</translation>
    </message>
    <message>
        <source>Your data would leave the house, which you do not want.</source>
        <translation>您的数据会离开本地，而您不希望这样。</translation>
    </message>
    <message>
        <source>What its {gpu} costs today is not known here: look at its page.</source>
        <translation>这里不知道它的 {gpu} 现在的价格：请查看它的网页。</translation>
    </message>
    <message>
        <source>It would cost about ${month} a month, and you want to spend ${budget}.</source>
        <translation>每月约需 ${month}，而您想花 ${budget}。</translation>
    </message>
    <message>
        <source>It may be used about {hours} hours a week at the most.</source>
        <translation>每周最多可用约 {hours} 小时。</translation>
    </message>
    <message>
        <source>Its largest GPU for this has {gb} GB of memory, and you need {wants} GB.</source>
        <translation>它可用的最大 GPU 有 {gb} GB 显存，而您需要 {wants} GB。</translation>
    </message>
    <message>
        <source>There is no card in it that could compute this.</source>
        <translation>里面没有能完成这项计算的显卡。</translation>
    </message>
    <message>
        <source>It has no GPU, and what you want needs one.</source>
        <translation>它没有 GPU，而您要做的事需要 GPU。</translation>
    </message>
    <message>
        <source>about {price} a month</source>
        <translation>每月约 {price}</translation>
    </message>
    <message>
        <source>some days</source>
        <translation>几天</translation>
    </message>
    <message>
        <source>What answers cannot prove who it is. Often a network wants a sign-in page in the browser first.</source>
        <translation>应答方无法证明自己的身份。常见原因是网络需要先在浏览器中登录。</translation>
    </message>
    <message>
        <source>The proxy does not let the request through.</source>
        <translation>代理不允许该请求通过。</translation>
    </message>
    <message>
        <source>FloydHub had no environment “{value}”; the nearest is “{nearest}”</source>
        <translation>FloydHub 没有名为“{value}”的环境；最接近的是“{nearest}”</translation>
    </message>
    <message>
        <source>FloydHub had no machine “{value}”; the nearest is “{nearest}”</source>
        <translation>FloydHub 没有名为“{value}”的机器；最接近的是“{nearest}”</translation>
    </message>
    <message>
        <source>The file {file} has a mistake in line {line}, at &quot;{key}&quot;: {what}.</source>
        <translation>文件 {file} 第 {line} 行的“{key}”处有错误：{what}。</translation>
    </message>
    <message>
        <source>No environment stands in the file; FloydHub took this one then.</source>
        <translation>文件里没有写明环境；那时 FloydHub 会用这一个。</translation>
    </message>
    <message>
        <source>TensorFlow 1 runs on no Python that is still looked after. Code with sessions, placeholders or tf.layers goes on with “import tensorflow.compat.v1 as tf; tf.disable_v2_behavior()”; tf.contrib is gone. The program tf_upgrade_v2 changes most of it for you.</source>
        <translation>TensorFlow 1 不能在任何仍受维护的 Python 上运行。使用 session、placeholder 或 tf.layers 的代码可改用 “import tensorflow.compat.v1 as tf; tf.disable_v2_behavior()” 继续运行；tf.contrib 已不存在。程序 tf_upgrade_v2 能替您改好大部分代码。</translation>
    </message>
    <message>
        <source>The same TensorFlow, newer: most code runs as it is.</source>
        <translation>同一个 TensorFlow 的新版本：大部分代码无需改动。</translation>
    </message>
    <message>
        <source>Keras 3 belongs to TensorFlow now: “keras” and “tensorflow.keras” are the same. Models of then are best loaded from their weights, and some arguments have other names (lr is learning_rate).</source>
        <translation>Keras 3 现在随 TensorFlow 提供：“keras” 与 “tensorflow.keras” 是同一个。旧模型最好从权重加载，有些参数改了名（lr 现为 learning_rate）。</translation>
    </message>
    <message>
        <source>The same PyTorch, newer: most code runs as it is. A whole model that was saved wants torch.load(…, weights_only=False).</source>
        <translation>同一个 PyTorch 的新版本：大部分代码无需改动。整体保存的模型需用 torch.load(…, weights_only=False) 加载。</translation>
    </message>
    <message>
        <source>Code from before PyTorch 1.0 needs small changes: Variable is not needed any more, volatile=True is torch.no_grad(), and loss.data[0] is loss.item().</source>
        <translation>PyTorch 1.0 之前的代码需要小改：不再需要 Variable，volatile=True 改为 torch.no_grad()，loss.data[0] 改为 loss.item()。</translation>
    </message>
    <message>
        <source>Theano ended in 2017. A Keras model computes with JAX instead; code that used Theano itself is written anew, and JAX is nearest to it.</source>
        <translation>Theano 于 2017 年停止开发。Keras 模型改用 JAX 计算；直接使用 Theano 的代码需要重写，JAX 与它最接近。</translation>
    </message>
    <message>
        <source>Caffe ended in 2017, and what came after it went into PyTorch. The code is written anew.</source>
        <translation>Caffe 于 2017 年停止开发，其后继并入了 PyTorch。代码需要重写。</translation>
    </message>
    <message>
        <source>Torch 7 was programmed in Lua and ended in 2017. PyTorch is its successor, in Python. The code is written anew.</source>
        <translation>Torch 7 使用 Lua 编程，于 2017 年停止开发。PyTorch 是它的 Python 后继。代码需要重写。</translation>
    </message>
    <message>
        <source>Chainer ended in 2019, and its makers went over to PyTorch, which is much like it: Chain is Module, and the training loop stays.</source>
        <translation>Chainer 于 2019 年停止开发，其开发者转向了与它很相似的 PyTorch：Chain 对应 Module，训练循环保持不变。</translation>
    </message>
    <message>
        <source>MXNet ended in 2023. PyTorch is nearest to its Gluon: Block is Module, and the training loop stays.</source>
        <translation>MXNet 于 2023 年停止开发。PyTorch 与它的 Gluon 最接近：Block 对应 Module，训练循环保持不变。</translation>
    </message>
    <message>
        <source>Kur made Keras models from a YAML file, and is not looked after any more. Keras itself is nearest.</source>
        <translation>Kur 由 YAML 文件生成 Keras 模型，已无人维护。Keras 本身与它最接近。</translation>
    </message>
    <message>
        <source>Today&apos;s frameworks need a newer Python. Code for the old one runs with few changes or none.</source>
        <translation>今天的框架需要更新的 Python。旧代码只需少量改动或无需改动。</translation>
    </message>
    <message>
        <source>Python 2 ended in 2020, and no framework of today has it. The code needs changes: print wants brackets, and 1/2 is 0.5.</source>
        <translation>Python 2 已于 2020 年终止，今天没有框架支持它。代码需要改动：print 要加括号，1/2 的结果是 0.5。</translation>
    </message>
    <message>
        <source>The K80 is too old for every framework of today. Any NVIDIA GPU since 2018 (compute capability 7.5) with {gb} GB or more is faster; this is the smallest one that is rented everywhere.</source>
        <translation>K80 对今天所有的框架都太旧了。2018 年以来（计算能力 7.5）任何 {gb} GB 或更多显存的 NVIDIA GPU 都更快；这是随处可租到的最小的一种。</translation>
    </message>
    <message>
        <source>The V100 is rented hardly anywhere, and newer versions leave it behind. A GPU of today with {gb} GB or more takes its place.</source>
        <translation>V100 几乎已租不到，新版本也不再支持它。可用今天 {gb} GB 或更多显存的 GPU 代替。</translation>
    </message>
    <message>
        <source>It ran without a GPU. Any machine will do, the free practice machine too.</source>
        <translation>它原来不用 GPU。任何机器都可以，包括免费的练习机。</translation>
    </message>
    <message>
        <source>FloydHub&apos;s data sets went with it. Copy your own into the folder of the notebooks, and name that folder in the code instead of /floyd/input.</source>
        <translation>FloydHub 的数据集已随它一同消失。请把您自己的数据复制到笔记本文件夹，并在代码里用该文件夹代替 /floyd/input。</translation>
    </message>
    <message>
        <source>Firstlight sets a notebook up and starts no jobs. Run this in Jupyter&apos;s terminal, or with “!” before it in a cell.</source>
        <translation>Firstlight 只设置笔记本，不启动作业。请在 Jupyter 的终端里运行，或在单元格里前面加上“!”运行。</translation>
    </message>
    <message>
        <source>Serving a model as a web address has no counterpart here.</source>
        <translation>这里没有把模型发布为网址的对应功能。</translation>
    </message>
    <message>
        <source>Jobs had a time limit. Here the machine stops itself when it has had nothing to do for a while.</source>
        <translation>作业原来有时间限制。这里机器在一段时间无事可做后会自行停止。</translation>
    </message>
    <message>
        <source>Kept. Copy the file beside the notebook and run this in its first cell: it installs {n} packages into the framework&apos;s environment.</source>
        <translation>保留。请把该文件复制到笔记本旁边，并在第一个单元格运行此命令：它会把 {n} 个软件包装进框架的环境。</translation>
    </message>
    <message>
        <source>Take these lines out of floyd_requirements.txt first ({packages}): the environment has them, and another version would undo what was proven.</source>
        <translation>请先从 floyd_requirements.txt 中删去这些行（{packages}）：环境里已经有了，装上别的版本会破坏已验证的结果。</translation>
    </message>
    <message>
        <source>Nothing here answers to this setting; it is left out.</source>
        <translation>这里没有与此设置对应的功能，因此略去。</translation>
    </message>
    <message>
        <source>Framework</source>
        <translation>框架</translation>
    </message>
    <message>
        <source>Keras</source>
        <translation>Keras</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>时间限制</translation>
    </message>
    <message>
        <source>More packages</source>
        <translation>其他软件包</translation>
    </message>
    <message>
        <source>Other setting</source>
        <translation>其他设置</translation>
    </message>
    <message>
        <source>with the keys you gave</source>
        <translation>使用您提供的密钥</translation>
    </message>
    <message>
        <source>with the keys kept on this computer</source>
        <translation>使用保存在这台电脑上的密钥</translation>
    </message>
    <message>
        <source>with the keys in the environment variables</source>
        <translation>使用环境变量中的密钥</translation>
    </message>
    <message>
        <source>with the profile “%1”</source>
        <translation>使用配置文件“%1”</translation>
    </message>
    <message>
        <source>%1 km away</source>
        <translation>距离 %1 公里</translation>
    </message>
    <message>
        <source>not switched on in your account</source>
        <translation>您的账户尚未启用</translation>
    </message>
    <message>
        <source>What its disk costs meanwhile is not known.</source>
        <translation>其间磁盘的费用未知。</translation>
    </message>
    <message>
        <source>It costs nothing meanwhile.</source>
        <translation>其间不产生费用。</translation>
    </message>
    <message>
        <source>Its disk goes on costing %1 until it is deleted.</source>
        <translation>在删除之前，其磁盘会继续产生费用：%1。</translation>
    </message>
    <message>
        <source>%1 vCPUs allowed, %2 needed</source>
        <translation>允许 %1 个 vCPU，需要 %2 个</translation>
    </message>
    <message>
        <source>not known; %1 vCPUs needed</source>
        <translation>未知；需要 %1 个 vCPU</translation>
    </message>
    <message>
        <source>The installation of {package} was broken off on the server once, and could not be ended.</source>
        <translation>服务器上 {package} 的安装曾经中断，现在仍无法完成。</translation>
    </message>
    <message>
        <source>The machine was made in the account {account}; this login belongs to {other}.</source>
        <translation>这台机器是在账户 {account} 中创建的；当前登录属于 {other}。</translation>
    </message>
    <message>
        <source>The provider refused the larger quota: {allowed} vCPUs are allowed ({quota}), {needed} are needed.</source>
        <translation>服务商拒绝了提高配额的申请：允许 {allowed} 个 vCPU（{quota}），需要 {needed} 个。</translation>
    </message>
    <message>
        <source>Your account may run {allowed} vCPUs of &quot;{quota}&quot; at once; this machine needs {needed}. More is asked for here: {page}</source>
        <translation>您的账户最多可同时运行 {allowed} 个 vCPU（“{quota}”）；这台机器需要 {needed} 个。可在此申请更多：{page}</translation>
    </message>
    <message>
        <source>The provider has no free machine of this kind in {region} just now. Tried: {tried}.</source>
        <translation>服务商目前在 {region} 没有此类空闲机器。已尝试：{tried}。</translation>
    </message>
    <message>
        <source>You did not allow it in the browser, so the notebook was not uploaded.</source>
        <translation>您在浏览器中没有同意，所以笔记本没有上传。</translation>
    </message>
    <message>
        <source>What came back from the browser does not belong to this sign-in. It may be an old page; it may also be somebody else&apos;s attempt, and was not used.</source>
        <translation>浏览器传回的内容不属于这次登录。它可能来自一个旧页面，也可能是他人的尝试，因此没有采用。</translation>
    </message>
    <message>
        <source>Google did not accept the answer of this sign-in: it was used already, has run out, or belongs to another program.</source>
        <translation>谷歌不接受这次登录的结果：它已被用过、已过期，或者属于另一个程序。</translation>
    </message>
    <message>
        <source>Google refused the sign-in ({error}).</source>
        <translation>谷歌拒绝了登录（{error}）。</translation>
    </message>
    <message>
        <source>The sign-in to Google has run out.</source>
        <translation>谷歌的登录已过期。</translation>
    </message>
    <message>
        <source>Nobody signed in with the browser within {minutes} min.</source>
        <translation>{minutes} 分钟内没有人在浏览器中登录。</translation>
    </message>
    <message>
        <source>Firstlight was not allowed to put a file into your Google Drive. When you sign in, leave the box for that ticked.</source>
        <translation>Firstlight 没有获准把文件放入您的谷歌云端硬盘。登录时请保持那一项勾选。</translation>
    </message>
    <message>
        <source>Your Google Drive is full.</source>
        <translation>您的谷歌云端硬盘已满。</translation>
    </message>
    <message>
        <source>Google Drive did not take the notebook ({code}).</source>
        <translation>谷歌云端硬盘没有接收笔记本（{code}）。</translation>
    </message>
    <message>
        <source>Google is too busy just now, and was asked several times.</source>
        <translation>谷歌现在太忙，已经请求了几次。</translation>
    </message>
    <message>
        <source>A web page answered instead of Google. This network probably wants you to sign in with the browser first.</source>
        <translation>应答的是一个网页，而不是谷歌。这个网络大概需要您先在浏览器中登录。</translation>
    </message>
    <message>
        <source>Google answered in a way that Firstlight does not understand. A newer version may.</source>
        <translation>谷歌的应答是 Firstlight 看不懂的。更新的版本也许可以。</translation>
    </message>
    <message>
        <source>The provider has no free {type} in the zone it chose. Try the other zones of the same region ({zones})? Cost there: {price}.</source>
        <translation>服务商在其选定的可用区没有空闲的 {type}。要尝试同一区域的其他可用区（{zones}）吗？费用：{price}。</translation>
    </message>
    <message>
        <source>Your account may run {allowed} vCPUs of &quot;{quota}&quot; at once; {type} needs {needed}. Ask the provider for {needed}, and wait until it agrees? Asking costs nothing; it can take from minutes to two days. The set-up goes on by itself then.</source>
        <translation>您的账户最多可同时运行 {allowed} 个 vCPU（“{quota}”）；{type} 需要 {needed} 个。要向服务商申请 {needed} 个并等待批准吗？申请不收费，可能需要几分钟到两天。批准后设置会自动继续。</translation>
    </message>
    <message>
        <source>Secure Boot is on, and {machine} does not load the NVIDIA driver before somebody has accepted its key, once, at the machine&apos;s own screen while it starts. Can you sit at that screen and its keyboard?</source>
        <translation>{machine} 开启了安全启动（Secure Boot）。需要有人在它启动时，在它自己的屏幕上确认一次密钥，之后才会加载 NVIDIA 驱动。您能到那台机器的屏幕和键盘前操作吗？</translation>
    </message>
    <message>
        <source>Take a photo of this: when {machine} restarts, its own screen turns blue and asks. Press a key there within ten seconds, choose &quot;Enroll MOK&quot;, &quot;Continue&quot;, &quot;Yes&quot;, enter {password}, then choose &quot;Reboot&quot;. Without this the driver is not loaded. Restart it now?</source>
        <translation>请拍下这段话：{machine} 重启时，它自己的屏幕会变成蓝色并提问。请在十秒内按任意键，依次选择“Enroll MOK”、“Continue”、“Yes”，输入 {password}，再选择“Reboot”。否则驱动不会加载。现在重启吗？</translation>
    </message>
    <message>
        <source>its name is too long</source>
        <translation>名字太长</translation>
    </message>
    <message>
        <source>its name has characters that cannot be seen, like a line&apos;s end</source>
        <translation>名字里有看不见的字符，例如换行</translation>
    </message>
    <message>
        <source>a link stands at its place on the machine, and links are not followed</source>
        <translation>机器上该处是一个链接，而链接不会被跟随</translation>
    </message>
    <message>
        <source>something else stands at its place on the machine</source>
        <translation>机器上该处已有别的东西</translation>
    </message>
    <message>
        <source>it is no plain file</source>
        <translation>它不是普通文件</translation>
    </message>
    <message>
        <source>it cannot be read on this computer</source>
        <translation>在这台电脑上无法读取</translation>
    </message>
    <message>
        <source>Waiting until the provider allows {needed} vCPUs ({quota}). You may close the program and continue later.</source>
        <translation>正在等待服务商允许 {needed} 个 vCPU（{quota}）。您可以关闭程序，稍后再继续。</translation>
    </message>
    <message>
        <source>The provider allows {needed} vCPUs now ({quota}).</source>
        <translation>服务商现在允许 {needed} 个 vCPU（{quota}）。</translation>
    </message>
    <message>
        <source>The machine does not show its key on its console. It is restarted once, with a key that proves this first visit alone</source>
        <translation>机器没有在控制台上显示它的密钥。将重启一次，并使用一个仅用于证明首次访问的密钥</translation>
    </message>
    <message>
        <source>Sign in with your browser on this page: {url}</source>
        <translation>请在浏览器中打开此页面并登录：{url}</translation>
    </message>
    <message>
        <source>Uploading the notebook</source>
        <translation>正在上传笔记本</translation>
    </message>
    <message>
        <source>Copying {file}; {done} of {of} in all, {speed} a second, {left} left</source>
        <translation>正在复制 {file}；共 {of}，已完成 {done}，每秒 {speed}，还需{left}</translation>
    </message>
    <message>
        <source>A key waits to be accepted at the machine&apos;s own screen while it starts; the password for it is {password}.</source>
        <translation>有一个密钥等待在机器启动时于其自己的屏幕上确认，密码是 {password}。</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Prove it: a calculation runs in a real notebook there, and its result is checked.</source>
        <translation>验证一下：在远端真实的笔记本里运行一次计算，并核对结果。</translation>
    </message>
    <message>
        <source>%1 calculated on the GPU inside a real notebook, and the result equals the processor&apos;s.</source>
        <translation>%1 在真实的笔记本里用 GPU 做了计算，结果与处理器算出的一致。</translation>
    </message>
    <message>
        <source>%1 calculated on the processor inside a real notebook, and the result is right.</source>
        <translation>%1 在真实的笔记本里用处理器做了计算，结果正确。</translation>
    </message>
    <message>
        <source>The provider&apos;s prices have changed since you agreed to them. {machine} now: {price}. Make it all the same?</source>
        <translation>自您同意以来，提供商的价格变了。{machine} 现在：{price}。仍要创建吗？</translation>
    </message>
    <message>
        <source>{there} of {all} steps were already done.</source>
        <translation>{all} 个步骤中有 {there} 个早已完成。</translation>
    </message>
    <message>
        <source>The login is accepted, %1.</source>
        <translation>登录有效（%1）。</translation>
    </message>
    <message>
        <source>You are %1 in the account %2, %3.</source>
        <translation>您是账户 %2 中的 %1（%3）。</translation>
    </message>
    <message>
        <source>none free just now</source>
        <translation>目前没有空闲的</translation>
    </message>
    <message>
        <source>Lambda does not accept this API key: it is mistyped, has run out, or was deleted. You make one on Lambda&apos;s page API keys.</source>
        <translation>Lambda 不接受这个 API 密钥：它输错了、已过期或已被删除。您可以在 Lambda 的 API keys 页面创建一个。</translation>
    </message>
    <message>
        <source>The account at Lambda is not active yet: its e-mail address has to be confirmed, and it needs a way to pay.</source>
        <translation>Lambda 账户尚未激活：需要确认电子邮件地址，并添加付款方式。</translation>
    </message>
    <message>
        <source>Lambda does not accept the billing address of the account.</source>
        <translation>Lambda 不接受该账户的账单地址。</translation>
    </message>
    <message>
        <source>This API key may not do that at Lambda. Whoever runs the account can allow it.</source>
        <translation>这个 API 密钥在 Lambda 没有此权限。账户管理员可以授权。</translation>
    </message>
    <message>
        <source>The account at Lambda has as many machines or rules as it may have. Lambda&apos;s support raises the limit.</source>
        <translation>Lambda 账户的机器或规则数量已达上限。可以请 Lambda 支持部门提高上限。</translation>
    </message>
    <message>
        <source>Lambda does not accept one of the values that were chosen.</source>
        <translation>Lambda 不接受所选的某个值。</translation>
    </message>
    <message>
        <source>Lambda found nothing there.</source>
        <translation>Lambda 在那里什么也没找到。</translation>
    </message>
    <message>
        <source>Lambda does not know the thing that was asked for: it was deleted there, or it is not to be had in this region.</source>
        <translation>Lambda 不认识所请求的东西：它已在那里被删除，或者该区域不提供。</translation>
    </message>
    <message>
        <source>That is not possible at Lambda while the machine is in this state.</source>
        <translation>机器处于这种状态时，Lambda 无法这样做。</translation>
    </message>
    <message>
        <source>Lambda has a fault of its own.</source>
        <translation>Lambda 自身出了故障。</translation>
    </message>
    <message>
        <source>A machine still uses the firewall rule.</source>
        <translation>仍有机器在使用该防火墙规则。</translation>
    </message>
    <message>
        <source>Lambda has no free machine of this kind in this region just now. Nothing was charged.</source>
        <translation>Lambda 在该区域目前没有这类空闲机器。没有产生费用。</translation>
    </message>
    <message>
        <source>The file system stands in another region than the machine.</source>
        <translation>文件系统与机器不在同一个区域。</translation>
    </message>
    <message>
        <source>Lambda asks to wait: it was asked too often. Another program may be using the same account.</source>
        <translation>Lambda 要求等待：请求过于频繁。可能有另一个程序在使用同一个账户。</translation>
    </message>
    <message>
        <source>This API key knows nothing of what the machine is made of. It is of another account, and deleting nothing there ends no bill.</source>
        <translation>这个 API 密钥看不到组成该机器的任何东西。它属于另一个账户，在那里无可删除，也就不会停止计费。</translation>
    </message>
    <message>
        <source>Lambda</source>
        <translation>Lambda</translation>
    </message>
    <message>
        <source>A machine with large NVIDIA GPUs, rented from Lambda by the minute. It cannot be stopped: only deleting it ends the bill.</source>
        <translation>从 Lambda 按分钟租用的机器，配有大型 NVIDIA GPU。它不能停机：只有删除才会停止计费。</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API 密钥</translation>
    </message>
    <message>
        <source>It stands for your account at Lambda. You make one on Lambda&apos;s page API keys, which shows it once. It is kept in this computer&apos;s key ring and nowhere else.</source>
        <translation>它代表您的 Lambda 账户。您可以在 Lambda 的 API keys 页面创建，那里只显示一次。它只保存在这台电脑的密钥环中。</translation>
    </message>
    <message>
        <source>Where the machine stands. Left empty, it is the nearest one that has your machine free. Prices are the same.</source>
        <translation>机器所在的位置。留空则选用有空闲机器的最近区域。各处价格相同。</translation>
    </message>
    <message>
        <source>What is on the disk at the start. Lambda Stack has the driver and frameworks of Lambda&apos;s own; GPU base has the driver alone. What fits is used, the rest is set up.</source>
        <translation>磁盘上最初的内容。Lambda Stack 带有驱动和 Lambda 自己的框架；GPU base 只有驱动。合适的会沿用，其余的再安装。</translation>
    </message>
    <message>
        <source>about 20 minutes</source>
        <translation>大约 20 分钟</translation>
    </message>
    <message>
        <source>an account at Lambda with a way to pay, and an API key</source>
        <translation>一个已添加付款方式的 Lambda 账户，以及一个 API 密钥</translation>
    </message>
    <message>
        <source>Sold out everywhere just now.</source>
        <translation>目前各处都已售罄。</translation>
    </message>
    <message>
        <source>Sold out in the chosen region just now, but not in others.</source>
        <translation>目前在所选区域已售罄，其他区域还有。</translation>
    </message>
    <message>
        <source>The provider has no free {instead} there. Take a {type} ({gpu}, {memory} GB) instead? It costs {price}.</source>
        <translation>服务商在那里没有空闲的 {instead}。要改用 {type}（{gpu}，{memory} GB）吗？费用：{price}。</translation>
    </message>
    <message>
        <source>The provider did not take the first orders for the machine, so nothing vouches for its key on the first visit. You will be asked whether to trust it; nothing else tells whether somebody sits in between.</source>
        <translation>服务商没有接受给机器的初始指令，因此首次连接时没有任何东西能证明它的密钥。程序会询问您是否信任它；没有别的办法判断中间是否有人。</translation>
    </message>
    <message>
        <source>The machine&apos;s own rule lets in your address alone, where it can have one; the rules of your account let everybody on the internet come to its SSH port besides. Only your key opens it. You can close it in the provider&apos;s console, under Firewall.</source>
        <translation>机器自己的规则（在可以设置的地方）只放行您的地址；但您账户的规则还让互联网上的任何人都能访问它的 SSH 端口。只有您的密钥能打开它。您可以在服务商控制台的 Firewall 页面关闭它。</translation>
    </message>
    <message>
        <source>Google does not know this program by its client ID, or the client&apos;s secret is not the right one.</source>
        <translation>谷歌不认识本程序的客户端 ID，或者客户端密钥不正确。</translation>
    </message>
    <message>
        <source>This copy of Firstlight has no client ID for Google, so it cannot sign in for you. With one of your own it can; or save the notebook and drag it into the page.</source>
        <translation>这份 Firstlight 没有谷歌的客户端 ID，不能为您登录。用您自己的客户端 ID 就可以；也可以保存笔记本，再把它拖入网页。</translation>
    </message>
    <message>
        <source>Google Drive is not switched on for this program&apos;s client ID.</source>
        <translation>本程序的客户端 ID 没有启用谷歌云端硬盘。</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>客户端 ID</translation>
    </message>
    <message>
        <source>The name by which Google knows a program. It ends in .apps.googleusercontent.com, and may be seen by anybody.</source>
        <translation>谷歌识别程序所用的名称，以 .apps.googleusercontent.com 结尾，给谁看到都无妨。</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>客户端密钥</translation>
    </message>
    <message>
        <source>What Google gives together with the client ID. It is kept in this computer&apos;s key ring or in your locked file, if there is one, and nowhere else.</source>
        <translation>谷歌随客户端 ID 一起给出的密钥。若本机有密钥环或密码文件就保存在其中，不会存到别处。</translation>
    </message>
    <message>
        <source>Open Google&apos;s page and sign in. Make a project there, or take one that you have; it costs nothing.</source>
        <translation>打开谷歌的页面并登录。在那里新建一个项目，或选用已有的项目；不收费。</translation>
    </message>
    <message>
        <source>Under “Library”, look for “Google Drive API” and choose “Enable”.</source>
        <translation>在“库”中找到“Google Drive API”，选择“启用”。</translation>
    </message>
    <message>
        <source>Under “OAuth consent screen”, choose “External”, fill in a name and your e-mail address, and make yourself a test user.</source>
        <translation>在“OAuth 同意屏幕”中选择“外部”，填写名称和您的电子邮件地址，并把自己添加为测试用户。</translation>
    </message>
    <message>
        <source>Under “Credentials”, choose “Create credentials”, then “OAuth client ID”, then “Desktop app”.</source>
        <translation>在“凭据”中选择“创建凭据”，再选“OAuth 客户端 ID”，然后选“桌面应用”。</translation>
    </message>
    <message>
        <source>Copy the two texts that Google shows into the lines below.</source>
        <translation>把谷歌显示的两段文字复制到下面的输入框中。</translation>
    </message>
    <message>
        <source>Jupyter on {machine} ended by itself. What it said last is in the details.</source>
        <translation>{machine} 上的 Jupyter 自己退出了。它最后输出的内容在详细信息中。</translation>
    </message>
    <message>
        <source>The server was restarted and has not come back. What it wrote meanwhile: firstlight-cli console {console}.</source>
        <translation>服务器已重启，但没有恢复。它在此期间输出的内容：firstlight-cli console {console}。</translation>
    </message>
    <message>
        <source>no program may be run from {path} on the server (often the disk is mounted with noexec), where software from an index would lie. Have that allowed, or take the system&apos;s own packages (on the command line: --set software.source=distro).</source>
        <translation>服务器上不允许从 {path} 运行程序（通常是因为磁盘以 noexec 方式挂载），而来自软件索引的软件会放在那里。请让管理员允许这样做，或改用系统自带的软件包（命令行：--set software.source=distro）。</translation>
    </message>
    <message>
        <source>Turn Secure Boot off in the server&apos;s firmware, or use a driver that is signed for it; then continue.</source>
        <translation>请在服务器固件中关闭安全启动（Secure Boot），或使用已签名的驱动；然后继续。</translation>
    </message>
    <message>
        <source>your home folder on the server is closed even to its administrator (root), as it often is where home folders come over the network (NFS), and the set-up needs both. Log in as a user whose home folder lies on the server&apos;s own disk.</source>
        <translation>服务器上您的主目录连管理员（root）也无法读取（主目录来自网络（NFS）时常常如此），而安装过程两者都需要。请改用主目录位于服务器本地磁盘上的用户登录。</translation>
    </message>
</context>
</TS>
