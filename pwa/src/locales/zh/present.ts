/** Texts of the phone as a wallet (OpenID4VP); what it shares with requests by consent is said there. */
export default {
  keepNot: "只在 10 分钟内可读取",
  may: "也出示这一张（可以不给）",
  onlyThat: "只证明您有这张证，不给上面的内容。",
  lacks: "这张证上没有：{fields}，所以不能出示。",
  signed: "点同意后，由这部手机签名并加密送出。只给以上内容，只给这一家，只给这一次。",
  offline: "没有网络。联网后才能答复。",
  working: "正在取一次性副本、签名并送出…",
  over: { title: "这个请求已经结束", text: "它已过期、已经答复，或已由别的钱包打开。没有送出任何内容。请对方重新出示二维码。" },
  untrusted: { title: "不能相信这个请求", text: "它的签名或来处不对，可能被人改过。没有送出任何内容。请直接向对方核实，或请对方重新出示二维码。" },
  unsupported: { title: "这里答复不了这个请求", text: "对方要的东西，这个页面还不支持。没有送出任何内容。请换别的钱包，或请对方改用本市的授权请求。" },
  told: {
    given: "已出示。{name}只能看到您同意的内容。",
    refused: "已拒绝。{name}没有看到任何内容。",
    failed: "没有被接受。{name}没有看到新的内容；如果刚才断过网，请先看使用记录，再请对方重新出示二维码。",
  },
  back: "回到{name}",
  home: "回到证照",
};
